import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildServer } from '../testing/built-program.ts';
import { faultKinds } from './faults/fault-plan.ts';
import type { figures } from './report.ts';

const root = join(import.meta.dirname, '../..');

/** Runs the built program; rejects with its table and stories when it found something. */
async function torture(...parameters: readonly string[]): Promise<ReturnType<typeof figures>> {
  const program = [join(root, 'out/server/torture.js'), ...parameters, '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, program, { maxBuffer: 64 * 1_024 * 1_024 });
  return JSON.parse(stdout) as ReturnType<typeof figures>;
}

beforeAll(() => buildServer(), 300_000);

describe('a crowd at the real programs while everything goes wrong', () => {
  it.each(['1', '2'])('leaves nothing wrong behind with seed %s', { timeout: 600_000 }, async (seed) => {
    const operations = ['--operations', '600', '--faults', '20', '--fault-every', '1200'];
    const found = await torture('--seed', seed, ...operations, '--minutes', '5');
    expect(found.violations).toEqual({});
    expect(found.restless).toEqual([]);
    // Or nothing was tested.
    expect(found.operations.answered).toBeGreaterThanOrEqual(600);
    expect(Object.keys(found.faults).toSorted()).toEqual([...faultKinds].toSorted());
    expect(found.orders).toMatchObject({ PAID: expect.any(Number), REFUNDED: expect.any(Number) });
    expect(found.money.captures).toBeGreaterThan(0);
    expect(found.money.cardRefunds).toBeGreaterThan(0);
  });
});
