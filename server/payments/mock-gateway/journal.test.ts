import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Journal, JournalDamagedError } from './journal.ts';

const schema = z.object({ number: z.number() });

let directory: string;
let file: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'foyer-journal-'));
  file = join(directory, 'below', 'journal.jsonl');
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

async function write(...numbers: readonly number[]): Promise<void> {
  const { journal } = await Journal.open(file, schema);
  for (const number of numbers) journal.append({ number });
  await journal.close();
}

async function read(): Promise<readonly number[]> {
  const { journal, entries } = await Journal.open(file, schema);
  await journal.close();
  return entries.map(({ number }) => number);
}

describe('journal', () => {
  it('gives back what was added, in order, over several openings', async () => {
    expect(await read()).toEqual([]);
    await write(1, 2);
    await write(3);
    expect(await read()).toEqual([1, 2, 3]);
  });

  it('has on the disk what it calls settled, also of entries added during a write', async () => {
    const { journal } = await Journal.open(file, schema);
    for (let number = 0; number < 50; number += 1) {
      journal.append({ number });
      if (number % 7 === 0) await Promise.resolve();
      if (number % 10 !== 9) continue;
      await journal.settled();
      const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
      expect(lines).toHaveLength(number + 1);
    }
    await journal.close();
  });

  it('is for its owner only', async () => {
    await write(1);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['in a number', '{"number":3'],
    ['before its end', '{"number":3}'],
    ['in a character', Buffer.from('{"é').subarray(0, 3)],
  ])('takes off a last line that was cut %s', async (_where, torn) => {
    await write(1, 2);
    await appendFile(file, torn);
    expect(await read()).toEqual([1, 2]);
    await write(4);
    expect(await read()).toEqual([1, 2, 4]);
  });

  it.each(['{"number":', '{"number":"two"}', ''])('refuses a damaged line: %s', async (damaged) => {
    await write(1);
    await appendFile(file, `${damaged}\n{"number":3}\n`);
    await expect(read()).rejects.toThrow(JournalDamagedError);
    await expect(read()).rejects.toThrow('line 2');
  });

  it('stays unsettled for good once the disk has refused', async () => {
    const { journal } = await Journal.open(file, schema);
    // Closed behind its back, so that writing fails.
    await journal.close();
    journal.append({ number: 1 });
    await expect(journal.settled()).rejects.toThrow();
    journal.append({ number: 2 });
    await expect(journal.settled()).rejects.toThrow();
    expect(await readFile(file, 'utf8')).toBe('');
  });
});
