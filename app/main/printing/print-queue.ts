import {
  type DrawerOutcome,
  type PrinterStatus,
  type PrintFailure,
  type PrintJob,
  type PrintJobState,
  type PrintJobStatus,
  printJobTransitions,
} from '#shared/domain/print.ts';
import { isFileSystemError } from './files.ts';
import { createJobStore, type StoredJob } from './job-store.ts';
import type { Printer, PrintOutcome } from './printer.ts';
import { failedPrint } from './printer.ts';
import type { PrintRenderer } from './renderer.ts';

export interface PrintQueueOptions {
  /** Where the jobs are kept over a restart; made when absent. One program at a time. */
  readonly directory: string;
  readonly printer: Printer;
  readonly renderer: PrintRenderer;
  /** Called after every change of a job, in order. */
  readonly onChange: (status: PrintJobStatus) => void;
  /** Called with one line when a job's file cannot be read or written, or a bug ended a print. */
  readonly onProblem: (message: string) => void;
  readonly now: () => Date;
}

/** `known`: the id has been handed in before; nothing is printed for this call. */
export type EnqueueResult = { readonly kind: 'queued' | 'known' | 'failed'; readonly job: PrintJobStatus };

export type RetryResult =
  | { readonly kind: 'queued' | 'failed' | 'not-failed'; readonly job: PrintJobStatus }
  | { readonly kind: 'unknown-job' };

export interface PrintQueue {
  /** Takes a job and resolves once it is safe on disk, before it is printed. `failed`: the disk took it not; retry later. */
  enqueue(job: PrintJob): Promise<EnqueueResult>;
  /** Prints those documents of a FAILED job that are not on paper yet. */
  retry(jobId: string): Promise<RetryResult>;
  /** All jobs that are kept, oldest first. */
  list(): readonly PrintJobStatus[];
  /** A PNG of one document as it comes out of the printer; undefined when there is no such job or document. */
  preview(jobId: string, documentIndex: number): Promise<Buffer | undefined>;
  /** Waits for the job under way, because printers serve one connection. */
  status(): Promise<PrinterStatus>;
  /** Waits for the job under way. */
  openDrawer(): Promise<DrawerOutcome>;
  /** Interrupts the job under way (it becomes FAILED, INTERRUPTED) and waits until nothing is written any more. */
  stop(): Promise<void>;
}

/** Jobs that are done with are forgotten after this time, and their ids with them. */
const keepMilliseconds = 7 * 24 * 60 * 60 * 1000;

const interrupted: PrintFailure = {
  reason: 'INTERRUPTED',
  message: 'The station stopped while this was printing. Look what is on paper before printing again.',
};

/** Opens the queue in `directory`, marks what a crash left PRINTING as INTERRUPTED and goes on with what was QUEUED. */
export async function createPrintQueue(options: PrintQueueOptions): Promise<PrintQueue> {
  const { printer, renderer, now } = options;
  const store = createJobStore(options.directory);
  const jobs = new Map<string, StoredJob>();
  const stopping = new AbortController();
  let lastTask: Promise<unknown> = Promise.resolve();

  /** Everything that talks to the printer, one after the other. */
  function inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
    const result = lastTask.then(task);
    lastTask = result.catch(() => undefined); // The caller gets the error; the next in turn has no part in it.
    return result;
  }

  /** Changes the job, tells it, and keeps it on disk; a failure to keep it is returned. */
  async function change(
    { job, status }: StoredJob,
    changes: Partial<PrintJobStatus>,
  ): Promise<PrintFailure | undefined> {
    if (changes.state) assertTransition(status.state, changes.state);
    const { failure: _, ...lasting } = status;
    const changed: StoredJob = { job, status: { ...lasting, ...changes, changedAt: now().toISOString() } };
    jobs.set(job.jobId, changed);
    const failure = await keep(changed);
    options.onChange(changed.status);
    return failure;
  }

  async function keep(stored: StoredJob): Promise<PrintFailure | undefined> {
    try {
      await store.save(stored);
      return undefined;
    } catch (error) {
      if (!isFileSystemError(error)) throw error;
      const message = `The print queue cannot be written: ${error.message}`;
      options.onProblem(message);
      return { reason: 'DISK', message };
    }
  }

  function current(jobId: string): StoredJob {
    const stored = jobs.get(jobId);
    if (!stored) throw new Error(`there is no print job ${jobId}`);
    return stored;
  }

  async function printInTurn(jobId: string): Promise<void> {
    if (stopping.signal.aborted) return; // Stays QUEUED for the next start.
    const started = current(jobId);
    const unkept = await change(started, { state: 'PRINTING', attempts: started.status.attempts + 1 });
    // Without a trace on disk a crash now would print it a second time.
    const outcome = unkept ? failedPrint(unkept, 0) : await print(jobId);
    if (outcome.kind === 'printed') {
      await change(current(jobId), { state: 'PRINTED', printedDocuments: started.status.documents });
    } else {
      await change(current(jobId), { state: 'FAILED', failure: { reason: outcome.reason, message: outcome.message } });
    }
  }

  async function print(jobId: string): Promise<PrintOutcome> {
    const { job, status } = current(jobId);
    const alreadyPrinted = status.printedDocuments;
    try {
      const unprinted = [...job.documents.keys()].slice(alreadyPrinted);
      const documents = await Promise.all(unprinted.map((index) => renderer.render(job, index)));
      return await printer.print(documents, {
        signal: stopping.signal,
        onDocumentPrinted: async (printed) => {
          await change(current(jobId), { printedDocuments: alreadyPrinted + printed });
        },
      });
    } catch (error) {
      const message = `Print job ${jobId} ended with a bug: ${error instanceof Error ? error.message : String(error)}`;
      options.onProblem(message);
      return failedPrint({ reason: 'LAYOUT', message }, 0);
    }
  }

  function start(jobId: string): void {
    inTurn(() => printInTurn(jobId)).catch((error: unknown) => options.onProblem(String(error)));
  }

  for (const stored of await store.load(options.onProblem)) jobs.set(stored.job.jobId, stored);
  for (const stored of jobs.values()) {
    const { jobId, state, changedAt } = stored.status;
    if (state === 'PRINTING') await change(stored, { state: 'FAILED', failure: interrupted });
    else if (state === 'QUEUED') start(jobId);
    else if (now().getTime() - Date.parse(changedAt) > keepMilliseconds) {
      jobs.delete(jobId);
      await store.remove(jobId);
    }
  }

  return {
    async enqueue(job) {
      const known = jobs.get(job.jobId);
      if (known) return { kind: 'known', job: known.status };
      const queued: StoredJob = { job, status: newStatus(job, now()) };
      jobs.set(job.jobId, queued);
      const failure = await keep(queued);
      if (failure) {
        await change(queued, { state: 'FAILED', failure });
        return { kind: 'failed', job: current(job.jobId).status };
      }
      options.onChange(queued.status);
      start(job.jobId);
      return { kind: 'queued', job: queued.status };
    },
    async retry(jobId) {
      const stored = jobs.get(jobId);
      if (!stored) return { kind: 'unknown-job' };
      if (stored.status.state !== 'FAILED') return { kind: 'not-failed', job: stored.status };
      const failure = await change(stored, { state: 'QUEUED' });
      if (failure) {
        await change(current(jobId), { state: 'FAILED', failure });
        return { kind: 'failed', job: current(jobId).status };
      }
      start(jobId);
      return { kind: 'queued', job: current(jobId).status };
    },
    list: () => [...jobs.values()].map(({ status }) => status),
    async preview(jobId, documentIndex) {
      const job = jobs.get(jobId)?.job;
      if (!job?.documents[documentIndex]) return undefined;
      return (await renderer.render(job, documentIndex)).png();
    },
    status: () => inTurn(() => printer.status()),
    openDrawer: () => inTurn(() => printer.openDrawer()),
    async stop() {
      stopping.abort();
      await lastTask;
    },
  };
}

function newStatus(job: PrintJob, now: Date): PrintJobStatus {
  return {
    jobId: job.jobId,
    orderId: job.orderId,
    orderCode: job.orderCode,
    copies: job.copies,
    state: 'QUEUED',
    documents: job.documents.length,
    printedDocuments: 0,
    attempts: 0,
    createdAt: now.toISOString(),
    changedAt: now.toISOString(),
  };
}

function assertTransition(from: PrintJobState, to: PrintJobState): void {
  if (!printJobTransitions[from].includes(to)) throw new Error(`a print job cannot go from ${from} to ${to}`);
}
