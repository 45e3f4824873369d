import { seatStates } from '#shared/domain/seat-map.ts';
import type { Keys } from '../../redis/keys.ts';
import type { ShowtimeScript } from '../../redis/scripts.ts';
import type { Keyspace } from '../redis-model/keyspace.ts';
import { parseSeats } from '../redis-model/showtime-step.ts';
import type { Records } from './records.ts';
import type { Violations } from './violations.ts';

interface Dependencies {
  readonly keyspace: () => Keyspace;
  readonly records: () => Records;
  readonly keys: Keys;
  readonly violations: Violations;
}

/**
 * What Redis was told of claims, it doesn't forget: a claim that stands is never shown as free, whatever was lost and
 * rebuilt meanwhile, nor is one shown that was told to be given back.
 */
export class ToldClaimsWatch {
  readonly #dependencies: Dependencies;
  /** Showtime → seat (index) and fence → what was told last. */
  readonly #told = new Map<string, Map<string, 'claim' | 'free'>>();

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** A script of a showtime has run with these parameters of its own. */
  ran(script: ShowtimeScript, showtimeId: string, [, fence = '', seatList = '']: readonly string[]): void {
    const told = this.#told.get(showtimeId) ?? new Map<string, 'claim' | 'free'>();
    this.#told.set(showtimeId, told);
    if (script === 'claim' || script === 'freeSeats') {
      for (const seat of parseSeats(seatList)) told.set(`${seat} ${fence}`, script === 'claim' ? 'claim' : 'free');
    }
    this.#check(showtimeId, told);
  }

  #check(showtimeId: string, told: ReadonlyMap<string, 'claim' | 'free'>): void {
    const { keyspace, keys, records, violations } = this.#dependencies;
    const map = keyspace().hash(keys.map(showtimeId));
    const packed = map.get('packed');
    if (packed === undefined) return;
    const standing = new Set(
      records().claims.flatMap((claim) => (claim.showtimeId === showtimeId ? `${claim.seatIndex} ${claim.fence}` : [])),
    );
    const open: readonly (string | undefined)[] = [seatStates.FREE, seatStates.HELD];
    for (const [claim, last] of told) {
      const [seat = '', fence = ''] = claim.split(' ');
      const state = packed[Number(seat)];
      const isForgotten = last === 'claim' && standing.has(claim) && open.includes(state);
      violations.expect(
        !isForgotten,
        () => `${showtimeId}: the map offers seat ${seat}, which is claimed with ${fence}`,
      );
      const isShown = state === seatStates.BOOKED && map.get(`claim:${seat}`)?.slice(1) === fence;
      const isRevived = last === 'free' && !standing.has(claim) && isShown;
      violations.expect(!isRevived, () => `${showtimeId}: seat ${seat} was given back with ${fence}, the map shows it`);
    }
  }
}
