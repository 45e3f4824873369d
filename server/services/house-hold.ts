import { randomUUID } from 'node:crypto';
import { asId, type HoldId, type HolderId } from '#shared/domain/ids.ts';
import type { Actor } from '../domain/actor.ts';
import type { Showtime } from '../domain/showtime.ts';
import type { LiveHold, SeatLocks } from '../redis/seat-locks.ts';
import type { SeatMapService } from './seat-map-service.ts';

/** Longer than the few steps until the seats are claimed can take. */
const holdMs = 60_000;

/**
 * Takes free seats (indexes, ascending) out of everybody's reach for somebody who claims them next, all or none: held and
 * locked, in a session of its own. A program that dies before the claim leaves a lock that is given up.
 */
export async function holdForHouse(
  { maps, locks }: { readonly maps: SeatMapService; readonly locks: SeatLocks },
  showtime: Showtime,
  seats: readonly number[],
  by: Pick<Actor, 'staffId' | 'name' | 'stationId'> | null,
): Promise<LiveHold | { readonly unavailable: readonly number[] }> {
  const holdId = asId<HoldId>(randomUUID());
  const outcome = await maps.withMap(showtime, () =>
    locks.hold({
      showtimeId: showtime.id,
      holdId,
      seats,
      ttlMs: holdMs,
      maximumMs: holdMs,
      holderId: asId<HolderId>(`house-${holdId}`),
      limit: 1,
      actor: by?.name ?? 'Foyer',
      actorId: by?.staffId ?? null,
      station: by?.stationId ?? null,
    }),
  );
  if (outcome.kind === 'unavailable') return { unavailable: outcome.seats };
  if (outcome.kind !== 'held') throw new Error(`a hold of our own was refused: ${outcome.kind}`);
  const { fence } = outcome.hold;
  const locked = await locks.lock({ showtimeId: showtime.id, holdId, token: holdId, fence });
  // Redis lost it in between, and with it everything that was held.
  return locked.kind === 'locked' ? locked.hold : { unavailable: seats };
}
