import type { Actor } from './actor.ts';

/** Everything that can have happened. Dotted, past tense; the names are public. */
export type AuditAction =
  | 'session.opened'
  | 'session.refused'
  | 'session.locked'
  | 'session.refreshed'
  | 'session.reuse_detected'
  | 'session.closed'
  | 'shift.opened'
  | 'hold.placed'
  | 'hold.changed'
  | 'hold.extended'
  | 'hold.released'
  | 'hold.expired'
  | 'hold.revoked'
  | 'hold.locked'
  | 'hold.unlocked'
  | 'lock.abandoned'
  | 'seats.booked'
  | 'seats.freed'
  | 'map.rebuilt'
  | 'order.placed'
  | 'order.paid'
  | 'ticket.issued'
  | 'ticket.printed'
  | 'ticket.reprinted'
  | 'ticket.print_failed'
  | 'demo.seeded';

/** One fact of what happened. Written once, never edited. */
export interface AuditEntry {
  /** Sortable by time: a UUID v7, or the stream id of a hold event. */
  readonly id: string;
  readonly action: AuditAction;
  readonly at: Date;
  /** Who did it; null for the system itself. */
  readonly actor: string | null;
  readonly station: string | null;
  readonly showtimeId: string | null;
  readonly seatIds: readonly string[];
  readonly orderId: string | null;
  readonly shiftId: string | null;
  /** What else is known: plain data, never a secret. */
  readonly details: Readonly<Record<string, unknown>>;
}

type Subject = Partial<Pick<AuditEntry, 'showtimeId' | 'seatIds' | 'orderId' | 'shiftId' | 'details'>>;

/** Builds an entry; what is not said about the subject is empty. */
export function auditEntry(
  id: string,
  action: AuditAction,
  at: Date,
  by: Pick<Actor, 'name' | 'stationId'> | null,
  subject: Subject = {},
): AuditEntry {
  return {
    id,
    action,
    at,
    actor: by?.name ?? null,
    station: by?.stationId ?? null,
    showtimeId: null,
    seatIds: [],
    orderId: null,
    shiftId: null,
    details: {},
    ...subject,
  };
}
