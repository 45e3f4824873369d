import { seatStates } from '#shared/domain/seat-map.ts';
import type { Keys } from '../../redis/keys.ts';
import type { ShowtimeScript } from '../../redis/scripts.ts';
import type { Keyspace } from '../redis-model/keyspace.ts';
import { parseSeats } from '../redis-model/showtime-step.ts';
import type { Records } from './records.ts';
import type { Violations } from './violations.ts';

/**
 * What was told of a claim last. `forgotten`: it was given back, but Redis may not know it any more, or never did because
 * the map was missing; told of the claim once more it may show it, then it is `open`.
 */
type Told = 'claimed' | 'freed' | 'forgotten' | 'open';

interface Dependencies {
  readonly keyspace: () => Keyspace;
  readonly records: () => Records;
  readonly keys: Keys;
  readonly violations: Violations;
}

/**
 * What Redis was told of claims, it doesn't forget: a claim that stands is never shown as free, whatever was lost and
 * rebuilt meanwhile, nor is one shown that was told to be given back. Only for the latest claim of a seat: a sale whose hold
 * Redis lost may be written after others had the seat, with its old fence; then the reconciliation mends the map.
 */
export class ToldClaimsWatch {
  readonly #dependencies: Dependencies;
  /** Showtime → seat (index) and fence → what was told last. */
  readonly #told = new Map<string, Map<string, Told>>();
  #losses = 0;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** A script of a showtime has run with these parameters of its own. */
  ran(script: ShowtimeScript, showtimeId: string, parameters: readonly string[], losses: number): void {
    const [, fence = '', seatList = ''] = parameters;
    if (losses > this.#losses) this.#forgetFreed(losses);
    const told = this.#told.get(showtimeId) ?? new Map<string, Told>();
    this.#told.set(showtimeId, told);
    const { keyspace, keys } = this.#dependencies;
    const isMapThere = keyspace()
      .hash(keys.ofShowtime(showtimeId)[0] ?? '')
      .has('packed');
    if (script === 'claim' || script === 'freeSeats') {
      for (const seat of parseSeats(seatList)) {
        const claim = `${seat} ${fence}`;
        const before = told.get(claim);
        if (script === 'freeSeats') told.set(claim, isMapThere ? 'freed' : 'forgotten');
        else if (before === undefined) told.set(claim, 'claimed');
        else if (before === 'forgotten') told.set(claim, 'open');
      }
    }
    this.#check(showtimeId, told);
  }

  /** Redis doesn't know any more what was given back. */
  #forgetFreed(losses: number): void {
    this.#losses = losses;
    for (const told of this.#told.values()) {
      for (const [claim, last] of told) if (last === 'freed') told.set(claim, 'forgotten');
    }
  }

  #check(showtimeId: string, told: ReadonlyMap<string, Told>): void {
    const { keyspace, keys, records, violations } = this.#dependencies;
    const map = keyspace().hash(keys.ofShowtime(showtimeId)[0] ?? '');
    const packed = map.get('packed');
    if (packed === undefined) return;
    const standing = new Set(
      records().claims.flatMap((claim) => (claim.showtimeId === showtimeId ? `${claim.seatIndex} ${claim.fence}` : [])),
    );
    const open = new Set<string | undefined>([seatStates.FREE, seatStates.HELD]);
    const highest = highestFences(told);
    for (const [claim, last] of told) {
      const [seat = '', fence = ''] = claim.split(' ');
      if (Number(fence) < (highest.get(seat) ?? 0)) continue;
      const state = packed[Number(seat)];
      const isForgotten = last === 'claimed' && standing.has(claim) && open.has(state);
      violations.expect(
        !isForgotten,
        () => `${showtimeId}: the map offers seat ${seat}, which is claimed with ${fence}`,
      );
      const isShown = state === seatStates.BOOKED && map.get(`claim:${seat}`)?.slice(1) === fence;
      const isGivenBack = last === 'freed' || last === 'forgotten';
      const isRevived = isGivenBack && !standing.has(claim) && isShown;
      violations.expect(!isRevived, () => `${showtimeId}: seat ${seat} was given back with ${fence}, the map shows it`);
    }
  }
}

/** The highest fence that was told of each seat. */
function highestFences(told: ReadonlyMap<string, unknown>): ReadonlyMap<string, number> {
  const highest = new Map<string, number>();
  for (const claim of told.keys()) {
    const [seat = '', fence = ''] = claim.split(' ');
    highest.set(seat, Math.max(Number(fence), highest.get(seat) ?? 0));
  }
  return highest;
}
