import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditEntry } from './domain/audit-entry.ts';
import { openBoxOffice, type TestBoxOffice } from './testing/box-office.ts';
import { buildServer } from './testing/built-program.ts';

const program = join(import.meta.dirname, '../out/server/verify-audit.js');

let office: TestBoxOffice;
beforeAll(async () => {
  await buildServer();
  office = await openBoxOffice();
  const entries = Array.from({ length: 7 }, () => auditEntry(uuid(), 'shift.opened', new Date(), null));
  await office.repositories.audit.addOnce(entries);
  await office.services.auditSealer.sealNext();
});
afterAll(() => office[Symbol.asyncDispose]());

interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** Runs the program as somebody at the server would. */
function run(parameters: readonly string[], settings: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const env = {
    PATH: process.env['PATH'],
    MONGODB_URL: office.config.mongoUrl,
    TICKET_SIGNING_KEY: office.config.ticketSigningKey,
    ...settings,
  };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program, ...parameters], { env }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr }),
    );
  });
}

describe('verify-audit', () => {
  it('ends with 0 and says where the chain ends when nothing is wrong', async () => {
    const { hash } = await office.services.audit.head();
    const { code, output } = await run([]);
    expect(code).toBe(0);
    expect(output).toContain('Looked at 7 entries');
    expect(output).toContain('The audit history is intact.');
    expect(output).toContain(`The chain ends at entry 7, hash ${hash}.`);
  });

  it('compares the chain with what is on paper', async () => {
    const { hash } = await office.services.audit.head();
    expect(await run(['--anchor', `7:${hash}`])).toMatchObject({ code: 0 });
    const other = await run(['--anchor', `7:${'0'.repeat(64)}`]);
    expect(other).toMatchObject({ code: 1, output: expect.stringContaining('ANCHOR_MISMATCH') });
    const longer = await run(['--anchor', `9:${hash}`]);
    expect(longer).toMatchObject({ code: 1, output: expect.stringContaining('the paper knows an entry 9') });
  });

  it('says what it cannot know without the key', async () => {
    const { code, output } = await run([], { TICKET_SIGNING_KEY: '' });
    expect([code, output]).toEqual([0, expect.stringContaining('Without TICKET_SIGNING_KEY')]);
  });

  it('ends with 2 and one line when it is misused', async () => {
    expect(await run([], { MONGODB_URL: '' })).toEqual({
      code: 2,
      output: 'verify-audit: The setting MONGODB_URL cannot be used: is missing.\n',
    });
    for (const parameters of [['--anchor', 'seven'], ['--anker', '7:0'], ['7']]) {
      const { code, output } = await run(parameters);
      expect([code, output]).toEqual([2, expect.stringMatching(/^verify-audit: Give what is on paper as .*\n$/)]);
    }
  });

  it('ends with 1 and says what is wrong when somebody was at it', async () => {
    const { auditEntries } = office.repositories.mongo.collections;
    await auditEntries.updateOne({ seq: 4 }, { $set: { actor: 'Eve' } });
    const { code, output } = await run([]);
    expect(code).toBe(1);
    expect(output).toContain('The audit history was tampered with. Up to entry 3 nothing is wrong.');
    expect(output).toContain('EDITED: Entry 4 was edited');
  });
});
