import { z } from 'zod';
import { asId, type HoldId, type SessionId, type ShowtimeId } from '#shared/domain/ids.ts';

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
  readonly sessionId: SessionId;
  /** When payment began; absent while it hasn't. */
  readonly lockedAt?: number;
}

const recordSchema = z.object({
  holdId: z.string(),
  showtimeId: z.string(),
  seats: z.array(z.number()),
  fence: z.string(),
  expiresAt: z.number(),
  deadline: z.number(),
  session: z.string(),
  lockedAt: z.number().optional(),
});

/** Reads the record that the scripts write. Throws when it isn't one. */
export function parseHold(json: string): LiveHold {
  const { holdId, showtimeId, session, lockedAt, ...rest } = recordSchema.parse(JSON.parse(json));
  return {
    ...rest,
    holdId: asId<HoldId>(holdId),
    showtimeId: asId<ShowtimeId>(showtimeId),
    sessionId: asId<SessionId>(session),
    ...(lockedAt !== undefined && { lockedAt }),
  };
}
