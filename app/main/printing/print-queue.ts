import type { DrawerOutcome, PrinterStatus, PrintFailure, PrintJob, PrintJobStatus } from '#shared/domain/print.ts';
import { type JobLedger, type JobLedgerOptions, openJobLedger } from './job-ledger.ts';
import { failedPrint, type Printer, type PrintOutcome } from './printer.ts';
import type { PrintRenderer } from './renderer.ts';

/** `directory` keeps the jobs over a restart; one program at a time. `onProblem` also tells of bugs that ended a print. */
export interface PrintQueueOptions extends JobLedgerOptions {
  readonly printer: Printer;
  readonly renderer: PrintRenderer;
}

/** `known`: the id has been handed in before, nothing is printed for this call. `failed`: the disk did not take it. */
export interface EnqueueResult {
  readonly kind: 'queued' | 'known' | 'failed';
  readonly job: PrintJobStatus;
}

export type RetryResult =
  | { readonly kind: 'queued' | 'failed' | 'not-failed'; readonly job: PrintJobStatus }
  | { readonly kind: 'unknown-job' };

export interface PrintQueue {
  /** Takes a job and resolves once it is safe on disk, before it is printed. How that ends is told by `onChange`. */
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

const interrupted: PrintFailure = {
  reason: 'INTERRUPTED',
  message: 'The station stopped while this was printing. Look what is on paper before printing again.',
};

/** Opens the queue in `directory`, marks what a crash left PRINTING as INTERRUPTED and goes on with what was QUEUED. */
export async function createPrintQueue(options: PrintQueueOptions): Promise<PrintQueue> {
  const { printer, renderer, onProblem } = options;
  const ledger = await openJobLedger(options);
  const stopping = new AbortController();
  const turns = createTurns();
  const statusOf = (jobId: string): PrintJobStatus => existing(ledger, jobId).status;

  /** Takes the job's place in the line now and prints it once it is safe on disk. */
  function printInTurn(jobId: string, isKept: Promise<boolean>): void {
    const printed = turns.take(async () => {
      // What waits when the station stops stays QUEUED for the next start.
      if ((await isKept) && !stopping.signal.aborted) await printJob(jobId, ledger, options, stopping.signal);
    });
    printed.catch((error: unknown) => onProblem(`Print job ${jobId} ended with a bug: ${messageOf(error)}`));
  }

  for (const { status } of ledger.jobs()) {
    if (status.state === 'PRINTING') await ledger.change(status.jobId, { state: 'FAILED', failure: interrupted });
    if (status.state === 'QUEUED') printInTurn(status.jobId, Promise.resolve(true));
  }

  return {
    async enqueue(job) {
      const known = ledger.find(job.jobId);
      if (known) return { kind: 'known', job: known.status };
      const isKept = ledger.add(job).then((failure) => !failure);
      printInTurn(job.jobId, isKept);
      return { kind: (await isKept) ? 'queued' : 'failed', job: statusOf(job.jobId) };
    },
    async retry(jobId) {
      const stored = ledger.find(jobId);
      if (!stored) return { kind: 'unknown-job' };
      if (stored.status.state !== 'FAILED') return { kind: 'not-failed', job: stored.status };
      const isKept = requeue(jobId, ledger);
      printInTurn(jobId, isKept);
      return { kind: (await isKept) ? 'queued' : 'failed', job: statusOf(jobId) };
    },
    list: () => ledger.jobs().map(({ status }) => status),
    async preview(jobId, documentIndex) {
      const job = ledger.find(jobId)?.job;
      return job?.documents[documentIndex] && (await renderer.render(job, documentIndex)).png();
    },
    status: () => turns.take(() => printer.status()),
    openDrawer: () => turns.take(() => printer.openDrawer()),
    async stop() {
      stopping.abort();
      await turns.take(() => Promise.resolve());
    },
  };
}

async function printJob(
  jobId: string,
  ledger: JobLedger,
  options: PrintQueueOptions,
  signal: AbortSignal,
): Promise<void> {
  const { documents, attempts } = existing(ledger, jobId).status;
  const unkept = await ledger.change(jobId, { state: 'PRINTING', attempts: attempts + 1 });
  // Without a trace on disk a crash now would print it a second time.
  const outcome = unkept ? failedPrint(unkept, 0) : await printRest(jobId, ledger, options, signal);
  if (outcome.kind === 'printed') await ledger.change(jobId, { state: 'PRINTED', printedDocuments: documents });
  else await ledger.change(jobId, { state: 'FAILED', failure: { reason: outcome.reason, message: outcome.message } });
}

/** Prints what is not on paper yet. A bug in drawing or printing is told and fails this job, not those behind it. */
async function printRest(
  jobId: string,
  ledger: JobLedger,
  { printer, renderer, onProblem }: PrintQueueOptions,
  signal: AbortSignal,
): Promise<PrintOutcome> {
  const { job, status } = existing(ledger, jobId);
  const before = status.printedDocuments;
  try {
    const unprinted = [...job.documents.keys()].slice(before);
    const documents = await Promise.all(unprinted.map((index) => renderer.render(job, index)));
    return await printer.print(documents, {
      signal,
      onDocumentPrinted: async (printed) => {
        await ledger.change(jobId, { printedDocuments: before + printed });
      },
    });
  } catch (error) {
    const message = `Print job ${jobId} ended with a bug: ${messageOf(error)}`;
    onProblem(message);
    return failedPrint({ reason: 'INTERNAL', message }, 0);
  }
}

/** False when the disk does not take it; the job is then FAILED again. */
async function requeue(jobId: string, ledger: JobLedger): Promise<boolean> {
  const failure = await ledger.change(jobId, { state: 'QUEUED' });
  if (failure) await ledger.change(jobId, { state: 'FAILED', failure });
  return !failure;
}

function existing(ledger: JobLedger, jobId: string): { readonly job: PrintJob; readonly status: PrintJobStatus } {
  const stored = ledger.find(jobId);
  if (!stored) throw new Error(`there is no print job ${jobId}`);
  return stored;
}

interface Turns {
  /** Runs `task` when all before it have ended, however they ended. */
  take<Result>(task: () => Promise<Result>): Promise<Result>;
}

/** Everything that talks to the printer goes one after the other. */
function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return {
    take(task) {
      const result = last.then(task);
      last = result.catch(() => undefined); // Whoever took the turn gets the error; the next has no part in it.
      return result;
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
