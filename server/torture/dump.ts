import type { AuditEntry, RecordedEntry } from '../domain/audit-entry.ts';
import type { AuditFault } from '../domain/audit-fault.ts';
import type { Order } from '../domain/order.ts';
import type { Refund } from '../domain/refund.ts';
import type { ShiftReport } from '../domain/shift-report.ts';
import type { CashMovement, Shift } from '../domain/shift.ts';
import type { SeatPlan } from '../domain/showtime.ts';
import type {
  IdempotencyDocument,
  NumberSeriesDocument,
  PrintReportDocument,
  ShowSeatDocument,
} from '../mongo/collections.ts';
import type { OutboxDocument, SalesFigureDocument } from '../mongo/event-documents.ts';
import type { GatewayLedger } from '../payments/contract.ts';
import type { LiveHold } from '../redis/live-hold.ts';
import type { Operation } from './history.ts';

/** A showtime as it stands in Redis when everything is quiet. */
export interface ShowtimeDump {
  readonly id: string;
  readonly plan: SeatPlan;
  /** Undefined when there is no map. */
  readonly packed: string | undefined;
  readonly holds: readonly LiveHold[];
}

/** A live map with its holds, as they were at one moment in the middle of everything. */
export interface MapSample {
  readonly showtimeId: string;
  /** Epoch ms by Redis' clock. */
  readonly now: number;
  readonly packed: string;
  readonly holds: readonly (LiveHold & { readonly state: 'HELD' | 'LOCKED' })[];
}

/** Redis lost something on purpose. Times are epoch ms by Redis' clock. */
export type Loss =
  /** Everything; `events` are those of the seats that nobody had written into the history yet. */
  | { readonly kind: 'FLUSHALL'; readonly at: number; readonly events: readonly AuditEntry[] }
  /** It was killed; it writes its log at the latest two seconds after it answered. */
  | { readonly kind: 'KILL'; readonly at: number };

/** How one who only listened came to see a showtime's map. */
export interface WatchReport {
  readonly showtimeId: string;
  readonly changes: number;
  readonly snapshots: number;
  /** What can't be: in words. */
  readonly faults: readonly string[];
}

/** How far the events are. */
export interface EventFacts {
  readonly waiting: number;
  readonly parked: number;
  readonly deadLetters: readonly { readonly group: string; readonly count: number }[];
}

/** Everything that is left of a run, when all is quiet. */
export interface Dump {
  readonly orders: readonly Order[];
  readonly refunds: readonly Refund[];
  readonly claims: readonly ShowSeatDocument[];
  readonly replies: readonly IdempotencyDocument[];
  readonly shifts: readonly Shift[];
  readonly movements: readonly CashMovement[];
  /** Z reports as they are kept, X reports as they are given now. */
  readonly reports: readonly ShiftReport[];
  readonly series: readonly NumberSeriesDocument[];
  readonly prints: readonly PrintReportDocument[];
  readonly entries: readonly RecordedEntry[];
  readonly outbox: readonly OutboxDocument[];
  readonly figures: readonly SalesFigureDocument[];
  readonly showtimes: readonly ShowtimeDump[];
  readonly ledger: GatewayLedger;
  readonly history: readonly Operation[];
  readonly losses: readonly Loss[];
  readonly samples: readonly MapSample[];
  readonly watched: readonly WatchReport[];
  readonly events: EventFacts;
  readonly chain: { readonly isIntact: boolean; readonly unsealed: number; readonly faults: readonly AuditFault[] };
  readonly settings: { readonly holdTtlMs: number; readonly holdMaximumMs: number };
  /** How long after the last fault all money had found its end, in ms; null when it hadn't when the wait was over. */
  readonly moneySettledMs: number | null;
}
