import { create } from 'zustand';
import type { TicketFieldsFragment } from '../../graphql/generated/operations.ts';
import { firstReceiptJobId } from './receipt-job.ts';
import { firstJobId } from './ticket-job.ts';
import type { PrinterStatus, PrintJobStatus } from '#shared/domain/print.ts';

interface PrintStore {
  /** By job id, as the main process told last. */
  readonly jobs: Readonly<Record<string, PrintJobStatus>>;
  /** The newest job of a ticket, by ticket id, or of a receipt, by order id. */
  readonly newestJob: Readonly<Record<string, string>>;
  /** Undefined until the printer was asked. */
  readonly printer: PrinterStatus | undefined;
  readonly assign: (subjectId: string, jobId: string) => void;
  readonly changed: (job: PrintJobStatus) => void;
  readonly setPrinter: (printer: PrinterStatus) => void;
}

export const usePrintStore = create<PrintStore>()((set) => ({
  jobs: {},
  newestJob: {},
  printer: undefined,
  assign: (subjectId, jobId) => set(({ newestJob }) => ({ newestJob: { ...newestJob, [subjectId]: jobId } })),
  changed: (job) => set(({ jobs }) => ({ jobs: { ...jobs, [job.jobId]: newer(jobs[job.jobId], job) } })),
  setPrinter: (printer) => set({ printer }),
}));

/** The reply of a call may arrive after the event that followed it. */
function newer(known: PrintJobStatus | undefined, told: PrintJobStatus): PrintJobStatus {
  return known && known.changedAt > told.changedAt ? known : told;
}

type Printed = Pick<TicketFieldsFragment, 'id' | 'serial'>;

/** The newest job of a ticket that this station knows of; after a restart that is its first print. */
export function knownTicketJob({ jobs, newestJob }: PrintStore, ticket: Printed): PrintJobStatus | undefined {
  return jobs[newestJob[ticket.id] ?? firstJobId(ticket)];
}

/** The newest job of an order's receipt, as for tickets. */
export function knownReceiptJob({ jobs, newestJob }: PrintStore, orderId: string): PrintJobStatus | undefined {
  return jobs[newestJob[orderId] ?? firstReceiptJobId(orderId)];
}

export function useTicketJob(ticket: Printed): PrintJobStatus | undefined {
  return usePrintStore((store) => knownTicketJob(store, ticket));
}

export function useReceiptJob(orderId: string): PrintJobStatus | undefined {
  return usePrintStore((store) => knownReceiptJob(store, orderId));
}
