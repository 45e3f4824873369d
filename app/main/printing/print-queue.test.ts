import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { PrintJobState, PrintJobStatus } from '#shared/domain/print.ts';
import { createPrintQueue, type PrintQueue } from './print-queue.ts';
import { plainRenderer } from './testing/plain-documents.ts';
import { ticketsJob } from './testing/sample-jobs.ts';
import { createScriptedPrinter, type ScriptedPrinter } from './testing/scripted-printer.ts';
import { temporaryDirectory } from './testing/temporary-directory.ts';

interface Station {
  readonly queue: PrintQueue;
  readonly printer: ScriptedPrinter;
  readonly directory: string;
  readonly problems: string[];
  readonly changes: PrintJobStatus[];
  /** Resolves when the job has come to `state` for the `times`-th time. */
  reached(jobId: string, state: PrintJobState, times?: number): Promise<PrintJobStatus>;
}

const noon = new Date('2026-11-21T12:00:00.000Z');

async function openStation(
  settings: { directory?: string; printer?: ScriptedPrinter; now?: Date } = {},
): Promise<Station> {
  const directory = settings.directory ?? (await temporaryDirectory());
  const printer = settings.printer ?? createScriptedPrinter();
  const changes: PrintJobStatus[] = [];
  const problems: string[] = [];
  const watchers = new Set<() => void>();
  const queue = await createPrintQueue({
    directory,
    printer,
    renderer: plainRenderer,
    now: () => settings.now ?? noon,
    onProblem: (message) => problems.push(message),
    onChange(status) {
      changes.push(status);
      for (const watcher of watchers) watcher();
    },
  });
  onTestFinished(() => queue.stop());
  return {
    queue,
    printer,
    directory,
    problems,
    changes,
    reached: (jobId, state, times = 1) =>
      new Promise((resolve) => {
        const look = (): void => {
          const matching = changes.filter((each) => each.jobId === jobId && each.state === state && !isProgress(each));
          const wanted = matching[times - 1];
          if (wanted) resolve(wanted);
        };
        watchers.add(look);
        look();
      }),
  };
}

/** A change that tells of one more document and not of a new state. */
const isProgress = ({ state, printedDocuments }: PrintJobStatus): boolean =>
  state === 'PRINTING' && printedDocuments > 0;

const statesOf = (station: Station, jobId: string): string[] =>
  station.changes
    .filter((each) => each.jobId === jobId)
    .map(({ state, printedDocuments }) => `${state} ${printedDocuments}`);

test('a job goes from QUEUED by PRINTING to PRINTED and tells each document', async () => {
  const station = await openStation();
  const result = await station.queue.enqueue(ticketsJob(2));
  expect(result).toMatchObject({ kind: 'queued', job: { state: 'QUEUED', documents: 2, attempts: 0 } });
  const printed = await station.reached('job-1', 'PRINTED');
  expect(printed).toMatchObject({ printedDocuments: 2, attempts: 1, orderCode: 'Q3RT9NXF' });
  expect(printed.failure).toBeUndefined();
  expect(statesOf(station, 'job-1')).toEqual(['QUEUED 0', 'PRINTING 0', 'PRINTING 1', 'PRINTING 2', 'PRINTED 2']);
  expect(station.printer.paper).toEqual(['job-1-1', 'job-1-2']);
});

test('the same id fifty times at once prints once', async () => {
  const station = await openStation();
  const results = await Promise.all(Array.from({ length: 50 }, () => station.queue.enqueue(ticketsJob(1))));
  expect(results.filter(({ kind }) => kind === 'queued')).toHaveLength(1);
  await station.reached('job-1', 'PRINTED');
  expect(await station.queue.enqueue(ticketsJob(1))).toMatchObject({ kind: 'known', job: { state: 'PRINTED' } });
  expect(station.printer.paper).toEqual(['job-1-1']);
});

test('jobs print one after the other in the order they came', async () => {
  const station = await openStation();
  await Promise.all(['a', 'b', 'c'].map((id) => station.queue.enqueue(ticketsJob(2, id))));
  await station.reached('c', 'PRINTED');
  expect(station.printer.paper).toEqual(['a-1', 'a-2', 'b-1', 'b-2', 'c-1', 'c-2']);
  expect(station.queue.list().map(({ jobId }) => jobId)).toEqual(['a', 'b', 'c']);
});

test('paper out after two of five: FAILED says so, the retry prints the other three and no more', async () => {
  const station = await openStation();
  station.printer.failNext('PAPER_OUT', 2);
  await station.queue.enqueue(ticketsJob(5));
  const failed = await station.reached('job-1', 'FAILED');
  expect(failed).toMatchObject({ printedDocuments: 2, failure: { reason: 'PAPER_OUT' } });

  expect(await station.queue.retry('job-1')).toMatchObject({ kind: 'queued' });
  const printed = await station.reached('job-1', 'PRINTED');
  expect(printed).toMatchObject({ printedDocuments: 5, attempts: 2 });
  expect(station.printer.paper).toEqual(['job-1-1', 'job-1-2', 'job-1-3', 'job-1-4', 'job-1-5']);
});

test('two failures in a row count up what is printed', async () => {
  const station = await openStation();
  station.printer.failNext('PAPER_OUT', 1);
  await station.queue.enqueue(ticketsJob(4));
  await station.reached('job-1', 'FAILED');
  station.printer.failNext('COVER_OPEN', 2);
  await station.queue.retry('job-1');
  expect(await station.reached('job-1', 'FAILED', 2)).toMatchObject({
    printedDocuments: 3,
    failure: { reason: 'COVER_OPEN' },
  });
  await station.queue.retry('job-1');
  await station.reached('job-1', 'PRINTED');
  expect(station.printer.paper).toEqual(['job-1-1', 'job-1-2', 'job-1-3', 'job-1-4']);
});

test('a failed job does not stop the next one', async () => {
  const station = await openStation();
  station.printer.failNext('TIMEOUT', 0);
  await station.queue.enqueue(ticketsJob(1, 'a'));
  await station.queue.enqueue(ticketsJob(1, 'b'));
  await station.reached('b', 'PRINTED');
  expect(station.queue.list().map(({ state }) => state)).toEqual(['FAILED', 'PRINTED']);
});

test('only a failed job can be retried, and two retries at once print once', async () => {
  const station = await openStation();
  expect(await station.queue.retry('nothing')).toEqual({ kind: 'unknown-job' });
  station.printer.failNext('TIMEOUT', 0);
  await station.queue.enqueue(ticketsJob(1));
  await station.reached('job-1', 'FAILED');
  const retries = await Promise.all([station.queue.retry('job-1'), station.queue.retry('job-1')]);
  expect(retries.map(({ kind }) => kind).sort()).toEqual(['not-failed', 'queued']);
  await station.reached('job-1', 'PRINTED');
  expect(await station.queue.retry('job-1')).toMatchObject({ kind: 'not-failed' });
  expect(station.printer.paper).toEqual(['job-1-1']);
});

test('stopping interrupts the job under way; after the restart only a retry prints its rest', async () => {
  const first = await openStation();
  const held = first.printer.holdBefore(1);
  await first.queue.enqueue(ticketsJob(3));
  await first.queue.enqueue(ticketsJob(1, 'waiting'));
  await held;
  await first.queue.stop();
  expect(await first.reached('job-1', 'FAILED')).toMatchObject({
    printedDocuments: 1,
    failure: { reason: 'INTERRUPTED' },
  });

  const second = await openStation({ directory: first.directory, printer: first.printer });
  await second.reached('waiting', 'PRINTED');
  expect(second.printer.paper).toEqual(['job-1-1', 'waiting-1']);
  await second.queue.retry('job-1');
  await second.reached('job-1', 'PRINTED');
  expect(second.printer.paper).toEqual(['job-1-1', 'waiting-1', 'job-1-2', 'job-1-3']);
});

test('a job that was PRINTING when the process died becomes INTERRUPTED and is not printed by itself', async () => {
  const dying = await openStation();
  const held = dying.printer.holdBefore(1);
  await dying.queue.enqueue(ticketsJob(2));
  await held;

  // The process is gone: what it left is its folder as it is now.
  const afterCrash = await openStation({ directory: await copyOf(dying.directory) });
  const [status] = afterCrash.queue.list();
  expect(status).toMatchObject({ state: 'FAILED', printedDocuments: 1, failure: { reason: 'INTERRUPTED' } });
  await afterCrash.queue.openDrawer(); // Comes after whatever would have been printed by itself.
  expect(afterCrash.printer.paper).toEqual([]);
  await afterCrash.queue.retry('job-1');
  await afterCrash.reached('job-1', 'PRINTED');
  expect(afterCrash.printer.paper).toEqual(['job-1-2']);
});

test('a printed id stays known over a restart', async () => {
  const first = await openStation();
  await first.queue.enqueue(ticketsJob(1));
  await first.reached('job-1', 'PRINTED');
  await first.queue.stop();
  const second = await openStation({ directory: first.directory });
  expect(await second.queue.enqueue(ticketsJob(1))).toMatchObject({ kind: 'known', job: { state: 'PRINTED' } });
  expect(second.printer.paper).toEqual([]);
});

test('done jobs are forgotten after a week, undone ones never print late by accident', async () => {
  const first = await openStation();
  await first.queue.enqueue(ticketsJob(1));
  await first.reached('job-1', 'PRINTED');
  await first.queue.stop();
  const eightDaysLater = new Date(noon.getTime() + 8 * 24 * 60 * 60 * 1000);
  const second = await openStation({ directory: first.directory, now: eightDaysLater });
  expect(second.queue.list()).toEqual([]);
  expect(await readdir(first.directory)).toEqual([]);
});

test('a file that is no job is set aside and told, the others go on', async () => {
  const directory = await temporaryDirectory();
  await writeFile(join(directory, 'torn.json'), '{"job":');
  await writeFile(join(directory, 'other.json'), '{"name":"else"}');
  const station = await openStation({ directory });
  expect(station.problems).toHaveLength(2);
  expect((await readdir(directory)).sort()).toEqual(['other.json.unreadable', 'torn.json.unreadable']);
  await station.queue.enqueue(ticketsJob(1));
  await station.reached('job-1', 'PRINTED');
});

test('a folder that cannot be written fails the job instead of printing it untraced', async () => {
  const station = await openStation();
  await rm(station.directory, { recursive: true });
  expect(await station.queue.enqueue(ticketsJob(1))).toMatchObject({
    kind: 'failed',
    job: { state: 'FAILED', failure: { reason: 'DISK' } },
  });
  expect(station.printer.paper).toEqual([]);
  expect(station.problems.length).toBeGreaterThan(0);
});

test('a bug in the printer fails its job and is told; the queue goes on', async () => {
  const station = await openStation();
  station.printer.throwNext('undefined is not a function');
  await station.queue.enqueue(ticketsJob(1));
  expect(await station.reached('job-1', 'FAILED')).toMatchObject({ failure: { reason: 'INTERNAL' } });
  expect(station.problems).toEqual([expect.stringContaining('undefined is not a function')]);
});

test('the drawer waits for the job under way', async () => {
  const station = await openStation();
  const held = station.printer.holdBefore(0);
  await station.queue.enqueue(ticketsJob(1));
  await held;
  const opened = station.queue.openDrawer();
  expect(station.printer.drawerPulses).toBe(0);
  station.printer.release();
  expect(await opened).toEqual({ kind: 'opened' });
  expect(station.printer.paper).toEqual(['job-1-1']);
  expect(await station.queue.status()).toEqual({ kind: 'ready', paperLow: false });
});

test('a preview is a PNG of the document asked for', async () => {
  const station = await openStation();
  await station.queue.enqueue(ticketsJob(2));
  const [first, second] = await Promise.all([station.queue.preview('job-1', 0), station.queue.preview('job-1', 1)]);
  expect(first?.subarray(1, 4).toString()).toBe('PNG');
  expect(second?.equals(first ?? Buffer.alloc(0))).toBe(false);
  expect(await station.queue.preview('job-1', 2)).toBeUndefined();
  expect(await station.queue.preview('nothing', 0)).toBeUndefined();
});

async function copyOf(directory: string): Promise<string> {
  const copy = await temporaryDirectory();
  for (const name of await readdir(directory)) await writeFile(join(copy, name), await readFile(join(directory, name)));
  return copy;
}
