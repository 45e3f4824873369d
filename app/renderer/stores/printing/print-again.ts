import type { PrintJobStatus } from '#shared/domain/print.ts';

export type PrintAgain =
  | { readonly kind: 'retry'; readonly jobId: string }
  | { readonly kind: 'original' }
  | { readonly kind: 'reprint' }
  /** It is being printed already. */
  | { readonly kind: 'wait' };

/**
 * How to get a ticket on paper once more. A failed print is repeated; a ticket that nobody has printed yet is no reprint;
 * all else says on the paper that it is one.
 */
export function howToPrintAgain(ticket: { readonly printCount: number }, job: PrintJobStatus | undefined): PrintAgain {
  switch (job?.state) {
    case 'FAILED':
      return { kind: 'retry', jobId: job.jobId };
    case 'QUEUED':
    case 'PRINTING':
      return { kind: 'wait' };
    case 'PRINTED':
      return { kind: 'reprint' };
    case undefined:
      return { kind: ticket.printCount === 0 ? 'original' : 'reprint' };
  }
}
