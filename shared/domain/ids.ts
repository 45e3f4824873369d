/** Marks a string as the id of one kind of thing, so that a seat's id cannot be passed where a hold's is meant. */
type Branded<Name extends string> = string & { readonly __brand: Name };

export type CinemaId = Branded<'CinemaId'>;
export type AuditoriumId = Branded<'AuditoriumId'>;
export type MovieId = Branded<'MovieId'>;
export type ShowtimeId = Branded<'ShowtimeId'>;
/** A seat's id within its layout: row and number, e.g. `D7`. */
export type SeatId = Branded<'SeatId'>;
/** A UUID that the client makes, so that a retry of the same request names the same hold. */
export type HoldId = Branded<'HoldId'>;
export type OrderId = Branded<'OrderId'>;
export type TicketId = Branded<'TicketId'>;
export type ShiftId = Branded<'ShiftId'>;
export type StaffId = Branded<'StaffId'>;
export type StationId = Branded<'StationId'>;
export type SessionId = Branded<'SessionId'>;
/** Who the limit on live holds counts for: a station, or an account that stands at none. */
export type HolderId = Branded<'HolderId'>;
export type WaitingEntryId = Branded<'WaitingEntryId'>;

/** Says that `value` has been checked (or was made by us) and is an id of the wanted kind. */
export function asId<Id extends Branded<string>>(value: string): Id {
  return value as Id;
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** Whether `value` is an RFC 9562 UUID, which is what clients must use for hold ids. */
export function isUuid(value: string): boolean {
  return uuidPattern.test(value);
}
