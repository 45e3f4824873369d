import { seatsUnavailable, type SeatsUnavailableError } from '../domain/failures.ts';
import { seatIdsAt, type SeatPlan } from '../domain/showtime.ts';
import type { ClaimRepository } from '../mongo/claim-repository.ts';
import type { LiveHold, SeatLocks } from '../redis/seat-locks.ts';

/** Redis gave seats that the database has claims on: ends the hold, mends the map, and says which seats they are. */
export async function endMistakenHold(
  { claims, locks }: { readonly claims: ClaimRepository; readonly locks: SeatLocks },
  { showtimeId, holdId, fence, seats }: LiveHold,
  plan: SeatPlan,
): Promise<SeatsUnavailableError> {
  const seatIds = seatIdsAt(plan, seats);
  const taken = await claims.claimedAmong(showtimeId, seatIds);
  await locks.abandon({ showtimeId, holdId, fence });
  for (const claim of taken) {
    const { seatIndex, state } = claim;
    const known = { showtimeId, seats: [seatIndex], holdId: claim.holdId ?? '', fence: String(claim.fence) };
    await locks.show(known, state);
  }
  return seatsUnavailable(taken.length > 0 ? taken.map(({ seatId }) => seatId) : seatIds);
}
