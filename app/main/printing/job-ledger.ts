import {
  type PrintFailure,
  type PrintJob,
  type PrintJobState,
  type PrintJobStatus,
  printJobTransitions,
} from '#shared/domain/print.ts';
import { isFileSystemError } from './files.ts';
import { createJobStore, type StoredJob } from './job-store.ts';

export interface JobLedgerOptions {
  /** Made when absent. */
  readonly directory: string;
  /** Called after every change of a job, in order. */
  readonly onChange: (status: PrintJobStatus) => void;
  /** Called with one line when a job's file cannot be read or written. */
  readonly onProblem: (message: string) => void;
  readonly now: () => Date;
}

/** Where every job stands: in memory for reading, on disk for the next start. */
export interface JobLedger {
  /** Oldest first. */
  readonly jobs: () => readonly StoredJob[];
  readonly find: (jobId: string) => StoredJob | undefined;
  /** Writes a new job down as QUEUED; undefined, or FAILED with the failure that is returned. At once in memory. */
  readonly add: (job: PrintJob) => Promise<PrintFailure | undefined>;
  /**
   * Changes a job, at once in memory, then on disk, then tells it. A failure to keep it is returned, with the change made.
   * Throws when the job is unknown or may not go to that state.
   */
  readonly change: (jobId: string, changes: JobChanges) => Promise<PrintFailure | undefined>;
}

export type JobChanges = Partial<Pick<PrintJobStatus, 'state' | 'printedDocuments' | 'attempts' | 'failure'>>;

/** Jobs that are done with are forgotten after this time, and their ids with them. */
const keepMilliseconds = 7 * 24 * 60 * 60 * 1000;

/** Opens what is kept in `directory`. Throws what the file system throws. */
export async function openJobLedger({ directory, onChange, onProblem, now }: JobLedgerOptions): Promise<JobLedger> {
  const store = createJobStore(directory);
  const jobs = new Map<string, StoredJob>();
  for (const stored of await store.load(onProblem)) {
    if (isDone(stored.status) && now().getTime() - Date.parse(stored.status.changedAt) > keepMilliseconds) {
      await store.remove(stored.job.jobId);
    } else jobs.set(stored.job.jobId, stored);
  }

  async function keep(stored: StoredJob): Promise<PrintFailure | undefined> {
    jobs.set(stored.job.jobId, stored);
    try {
      await store.save(stored);
      return undefined;
    } catch (error) {
      if (!isFileSystemError(error)) throw error;
      const message = `The print queue cannot be written: ${error.message}`;
      onProblem(message);
      return { reason: 'DISK', message };
    }
  }

  const ledger: JobLedger = {
    jobs: () => [...jobs.values()],
    find: (jobId) => jobs.get(jobId),
    async add(job) {
      const queued = newStatus(job, now());
      const failure = await keep({ job, status: queued });
      if (failure) await ledger.change(job.jobId, { state: 'FAILED', failure });
      else onChange(queued);
      return failure;
    },
    async change(jobId, changes) {
      const stored = jobs.get(jobId);
      if (!stored) throw new Error(`there is no print job ${jobId}`);
      if (changes.state) assertTransition(stored.status.state, changes.state);
      const { failure: _, ...lasting } = stored.status;
      const status: PrintJobStatus = { ...lasting, ...changes, changedAt: now().toISOString() };
      const failure = await keep({ job: stored.job, status });
      onChange(status);
      return failure;
    },
  };
  return ledger;
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

function isDone({ state }: PrintJobStatus): boolean {
  return state === 'PRINTED' || state === 'FAILED';
}

function assertTransition(from: PrintJobState, to: PrintJobState): void {
  if (!printJobTransitions[from].includes(to)) throw new Error(`a print job cannot go from ${from} to ${to}`);
}
