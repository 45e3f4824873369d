import type { PrintJobStatus } from '#shared/domain/print.ts';
import type { RecordPrintInput } from '../../graphql/generated/operations.ts';

/** What a job prints, remembered until the server knows how it ended. */
export interface PrintedTicket {
  readonly orderId: string;
  readonly ticketId: string;
}

/** Where unfinished reports outlive a restart. */
export interface ReportStorage {
  readonly load: () => ReportState;
  readonly save: (state: ReportState) => void;
}

export interface ReportState {
  /** Jobs that were handed in, by job id. */
  readonly awaited: Readonly<Record<string, PrintedTicket>>;
  /** Outcomes that the server has not acknowledged yet, oldest first. */
  readonly pending: readonly RecordPrintInput[];
}

export interface PrintReporterOptions {
  readonly storage: ReportStorage;
  /** Resolves once the server has acknowledged (or refused) the report; rejects when it has to be sent again. */
  readonly send: (report: RecordPrintInput) => Promise<unknown>;
  readonly onFailure: (error: unknown) => void;
  /** Resolves when it is time to send again, after `attempt` failures in a row. */
  readonly untilRetry: (attempt: number) => Promise<void>;
}

export interface PrintReporter {
  /** Remembers what a job prints, before it is handed in. */
  await(jobId: string, ticket: PrintedTicket): void;
  /** Takes note of a job's state. Ends are reported, each attempt once. */
  changed(job: PrintJobStatus): void;
  /** Sends what a former run left over. */
  resume(): void;
}

/** Reports the outcome of every print, in order, until the server has taken it. */
export function createPrintReporter({ storage, send, onFailure, untilRetry }: PrintReporterOptions): PrintReporter {
  let state = storage.load();
  let isSending = false;

  function update(changes: Partial<ReportState>): void {
    state = { ...state, ...changes };
    storage.save(state);
  }

  async function drain(): Promise<void> {
    if (isSending) return;
    isSending = true;
    for (let failures = 0, report = state.pending[0]; report; report = state.pending[0]) {
      try {
        await send(report);
        failures = 0;
        update({ pending: state.pending.slice(1) });
      } catch (error) {
        onFailure(error);
        failures += 1;
        await untilRetry(failures);
      }
    }
    isSending = false;
  }

  return {
    await: (jobId, ticket) => update({ awaited: { ...state.awaited, [jobId]: ticket } }),
    changed(job) {
      const ticket = state.awaited[job.jobId];
      const report = ticket && reportOf(job, ticket);
      if (!report || state.pending.some((each) => each.jobId === report.jobId)) return;
      const { [job.jobId]: _done, ...rest } = state.awaited;
      // A failed job may be printed later: it stays awaited.
      update({ pending: [...state.pending, report], ...(job.state === 'PRINTED' && { awaited: rest }) });
      void drain();
    },
    resume: () => void drain(),
  };
}

/** The report of a job that ended. Each attempt has a name of its own, because a failed job may be printed after all. */
function reportOf(job: PrintJobStatus, { orderId, ticketId }: PrintedTicket): RecordPrintInput | undefined {
  if (job.state !== 'PRINTED' && job.state !== 'FAILED') return undefined;
  return {
    orderId,
    ticketIds: [ticketId],
    jobId: `${job.jobId}-${job.attempts}`,
    outcome: job.state,
    detail: job.failure?.message ?? null,
  };
}
