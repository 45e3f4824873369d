import { mkdir, open, readFile, truncate, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';

/** A line in the middle of the journal makes no sense: somebody changed the file, or the disk did. */
export class JournalDamagedError extends Error {
  override readonly name = 'JournalDamagedError';

  constructor(file: string, line: number) {
    super(`${file} is damaged in line ${line}. Put the file back from a backup; it is all that the gateway knows.`);
  }
}

/**
 * A file to which entries are only ever added, one line of JSON each. What was said to be settled survives the end of
 * the program at any moment.
 */
export class Journal<Entry> {
  readonly #file: FileHandle;
  #unwritten: string[] = [];
  /** The write under way, or the last one; rejected for good once one has failed. */
  #written: Promise<void> = Promise.resolve();
  /** The write that will begin after it and take all that is unwritten then. */
  #coming: Promise<void> | undefined;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /**
   * Opens the journal, making it if need be, and reads what it has. A last line without its end was cut short by the
   * end of the program before anybody was told of it: it is taken off. Throws `JournalDamagedError`.
   */
  static async open<Entry>(
    file: string,
    schema: z.ZodType<Entry>,
  ): Promise<{ readonly journal: Journal<Entry>; readonly entries: readonly Entry[] }> {
    await mkdir(dirname(file), { recursive: true });
    const handle = await open(file, 'a', 0o600);
    try {
      const content = await readFile(file);
      const end = content.lastIndexOf('\n') + 1;
      if (end < content.length) await truncate(file, end);
      const lines = content.toString('utf8', 0, end).split('\n').slice(0, -1);
      return { journal: new Journal<Entry>(handle), entries: lines.map((line, at) => parse(file, line, at, schema)) };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Adds an entry. It is safe once `settled` says so. */
  append(entry: Entry): void {
    this.#unwritten.push(`${JSON.stringify(entry)}\n`);
    if (this.#coming) return;
    this.#coming = this.#written.then(() => this.#write());
    // Whoever waits for `settled` is told.
    this.#coming.catch(() => undefined);
  }

  /** Resolves when everything added so far is on the disk. Rejects when the disk refused it, now and ever after. */
  async settled(): Promise<void> {
    await (this.#coming ?? this.#written);
  }

  async close(): Promise<void> {
    try {
      await this.settled();
    } finally {
      await this.#file.close();
    }
  }

  /** All that waits goes in one write, so that many entries share the wait for the disk. */
  async #write(): Promise<void> {
    const text = this.#unwritten.join('');
    this.#unwritten = [];
    if (this.#coming) this.#written = this.#coming;
    this.#coming = undefined;
    await this.#file.appendFile(text);
    await this.#file.datasync();
  }
}

function parse<Entry>(file: string, line: string, at: number, schema: z.ZodType<Entry>): Entry {
  try {
    return schema.parse(JSON.parse(line));
  } catch (cause) {
    throw Object.assign(new JournalDamagedError(file, at + 1), { cause });
  }
}
