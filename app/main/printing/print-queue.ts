import type { DrawerOutcome, PrinterStatus, PrintJob, PrintJobStatus } from '#shared/domain/print.ts';
import type { Printer } from './printer.ts';
import type { PrintRenderer } from './renderer.ts';

export interface PrintQueueOptions {
  /** Where the jobs are kept over a restart; made when absent. */
  readonly directory: string;
  readonly printer: Printer;
  readonly renderer: PrintRenderer;
  /** Called after every change of a job, in order. */
  readonly onChange: (status: PrintJobStatus) => void;
  /** Called with one line about a job file that had to be set aside. */
  readonly onProblem: (message: string) => void;
  readonly now: () => Date;
}

/** `known`: the id has been handed in before; nothing is printed for this call. */
export type EnqueueResult = { readonly kind: 'queued' | 'known' | 'failed'; readonly job: PrintJobStatus };

export type RetryResult =
  | { readonly kind: 'queued'; readonly job: PrintJobStatus }
  | { readonly kind: 'not-failed'; readonly job: PrintJobStatus }
  | { readonly kind: 'unknown-job' };

export interface PrintQueue {
  /** Takes a job; resolves once it is safe on disk, long before it is printed. Never rejects because of the printer. */
  enqueue(job: PrintJob): Promise<EnqueueResult>;
  /** Prints those documents of a FAILED job that are not on paper yet. */
  retry(jobId: string): Promise<RetryResult>;
  /** All jobs that are kept, oldest first. */
  list(): readonly PrintJobStatus[];
  /** A PNG of one document as it comes out of the printer; undefined when there is no such job or document. */
  preview(jobId: string, documentIndex: number): Promise<Buffer | undefined>;
  status(): Promise<PrinterStatus>;
  openDrawer(): Promise<DrawerOutcome>;
  /** Interrupts the job under way (it becomes FAILED, INTERRUPTED) and waits until nothing is written any more. */
  stop(): Promise<void>;
}

/** Opens the queue in `directory`, marks what a crash left PRINTING as INTERRUPTED and goes on with what was QUEUED. */
export declare function createPrintQueue(options: PrintQueueOptions): Promise<PrintQueue>;
