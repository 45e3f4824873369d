import type { HoldId, HolderId, ShowtimeId } from '#shared/domain/ids.ts';

/** A hold as Redis keeps it. Times are epoch ms by Redis' clock. */
export interface LiveHold {
  readonly holdId: HoldId;
  readonly showtimeId: ShowtimeId;
  /** Indexes, ascending. */
  readonly seats: readonly number[];
  /** Grows with every hold; a whole number of up to 16 digits. */
  readonly fence: string;
  readonly expiresAt: number;
  readonly deadline: number;
  readonly holderId: HolderId;
  /** When payment began; absent while it hasn't. */
  readonly lockedAt?: number;
  /** Until when its order may be paid; absent while no order of it is known. */
  readonly waitsUntil?: number;
}

/** The record as `hold.lua` writes it. Nobody else does, so that its shape is not checked again on every reply. */
interface HoldRecord extends Omit<LiveHold, 'holderId'> {
  readonly holder: HolderId;
}

/** Reads the record that the scripts write. Throws a SyntaxError when it isn't JSON. */
export function parseHold(json: string): LiveHold {
  const { holdId, showtimeId, seats, fence, expiresAt, deadline, holder, lockedAt, waitsUntil } = JSON.parse(
    json,
  ) as HoldRecord;
  return {
    holdId,
    showtimeId,
    seats,
    fence,
    expiresAt,
    deadline,
    holderId: holder,
    ...(lockedAt !== undefined && { lockedAt }),
    ...(waitsUntil !== undefined && { waitsUntil }),
  };
}
