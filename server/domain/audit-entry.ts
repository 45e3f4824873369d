import type { Actor } from './actor.ts';
import type { OrderEventType } from './order-event.ts';

/** Everything that can have happened. Dotted, past tense; the names are public. */
export type AuditAction =
  | 'session.opened'
  | 'session.refused'
  | 'session.locked'
  | 'session.refreshed'
  | 'session.refresh_repeated'
  | 'session.reuse_detected'
  | 'session.closed'
  | 'session.revoked'
  | 'approval.given'
  | 'approval.refused'
  | 'pin.changed'
  | 'staff.created'
  | 'staff.changed'
  | 'staff.disabled'
  | 'staff.enabled'
  | 'administrator.code_created'
  | 'administrator.set_up'
  | 'administrator.refused'
  | 'customer.registered'
  | 'customer.registration_repeated'
  | 'customer.linked'
  | 'station.code_created'
  | 'station.paired'
  | 'station.pairing_refused'
  | 'station.revoked'
  | 'shift.opened'
  | 'shift.closed'
  | 'day.closed'
  | 'cash.paid_in'
  | 'cash.paid_out'
  | 'drawer.opened'
  | 'block.placed'
  | 'block.lifted'
  | 'waitinglist.joined'
  | 'waitinglist.left'
  | 'waitinglist.accepted'
  | 'waitinglist.ended'
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
  | 'seats.locked'
  | 'seats.blocked'
  | OrderEventType
  | 'payment.started'
  | 'payment.captured'
  | 'payment.captured_late'
  | 'payment.declined'
  | 'payment.cancelled'
  | 'refund.requested'
  | 'refund.settled'
  | 'refund.failed'
  | 'reconciliation.repaired'
  | 'ticket.issued'
  | 'ticket.printed'
  | 'ticket.reprinted'
  | 'ticket.print_failed'
  | 'event.replayed'
  | 'notification.sent'
  | 'notification.failed'
  | 'demo.seeded';

/** One fact of what happened. Written once, never edited. */
export interface AuditEntry {
  /** Sortable by time: a UUID v7, or the stream id of a hold event. */
  readonly id: string;
  readonly action: AuditAction;
  readonly at: Date;
  /** Who did it, by the name of that day; null for the system itself. */
  readonly actor: string | null;
  /** Whose account it was: stays when somebody is renamed. */
  readonly actorId: string | null;
  /** Who gave their right to it, by the name of that day; null when nobody had to. */
  readonly approvedBy: string | null;
  readonly station: string | null;
  readonly showtimeId: string | null;
  readonly seatIds: readonly string[];
  readonly orderId: string | null;
  readonly shiftId: string | null;
  /** What else is known: plain data, never a secret. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** An entry as it is kept: with the proof of who wrote it and, once it is sealed, its place in the chain. */
export interface RecordedEntry extends AuditEntry {
  /** Made from everything above with a key that the database doesn't have. */
  readonly proof: string;
  /** From 1, without gaps; null until the entry is sealed. */
  readonly seq: number | null;
  /** Covers this entry and, by the hash before it, all earlier ones. */
  readonly hash: string | null;
  readonly sealedAt: Date | null;
}

type Subject = Partial<Pick<AuditEntry, 'showtimeId' | 'seatIds' | 'orderId' | 'shiftId' | 'approvedBy' | 'details'>>;

/** Who an entry names; without an account's id where there is none. */
export type Doer = Pick<Actor, 'name' | 'stationId'> & Partial<Pick<Actor, 'staffId'>>;

/** Builds an entry; what is not said about the subject is empty. */
export function auditEntry(
  id: string,
  action: AuditAction,
  at: Date,
  by: Doer | null,
  subject: Subject = {},
): AuditEntry {
  return {
    id,
    action,
    at,
    actor: by?.name ?? null,
    actorId: by?.staffId ?? null,
    approvedBy: null,
    station: by?.stationId ?? null,
    showtimeId: null,
    seatIds: [],
    orderId: null,
    shiftId: null,
    details: {},
    ...subject,
  };
}
