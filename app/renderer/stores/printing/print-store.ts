import { create } from 'zustand';
import type { TicketFieldsFragment } from '../../graphql/generated/operations.ts';
import { firstJobId } from './ticket-job.ts';
import type { PrinterStatus, PrintJobStatus } from '#shared/domain/print.ts';

interface PrintStore {
  /** By job id, as the main process told last. */
  readonly jobs: Readonly<Record<string, PrintJobStatus>>;
  /** The newest job of a ticket, by ticket id. */
  readonly jobOfTicket: Readonly<Record<string, string>>;
  /** Undefined until the printer was asked. */
  readonly printer: PrinterStatus | undefined;
  readonly assign: (ticketId: string, jobId: string) => void;
  readonly changed: (job: PrintJobStatus) => void;
  readonly setPrinter: (printer: PrinterStatus) => void;
}

export const usePrintStore = create<PrintStore>()((set) => ({
  jobs: {},
  jobOfTicket: {},
  printer: undefined,
  assign: (ticketId, jobId) => set(({ jobOfTicket }) => ({ jobOfTicket: { ...jobOfTicket, [ticketId]: jobId } })),
  changed: (job) => set(({ jobs }) => ({ jobs: { ...jobs, [job.jobId]: newer(jobs[job.jobId], job) } })),
  setPrinter: (printer) => set({ printer }),
}));

/** The reply of a call may arrive after the event that followed it. */
function newer(known: PrintJobStatus | undefined, told: PrintJobStatus): PrintJobStatus {
  return known && known.changedAt > told.changedAt ? known : told;
}

type Printed = Pick<TicketFieldsFragment, 'id' | 'serial'>;

/** The newest job of a ticket that this station knows of; after a restart that is its first print. */
export function knownJob({ jobs, jobOfTicket }: PrintStore, ticket: Printed): PrintJobStatus | undefined {
  return jobs[jobOfTicket[ticket.id] ?? firstJobId(ticket)];
}

export function useTicketJob(ticket: Printed): PrintJobStatus | undefined {
  return usePrintStore((store) => knownJob(store, ticket));
}
