import { randomUUID } from 'node:crypto';
import type { HoldId, HolderId, ShowtimeId } from '#shared/domain/ids.ts';
import { seatStates, type SeatStateName } from '#shared/domain/seat-map.ts';
import { maximumSeatsPerHold } from '#shared/domain/seat.ts';
import { unavailable, withHold, type Failed, type MapMissing, type Unavailable, type WithHold } from './outcomes.ts';
import { failureOf } from './reply-codes.ts';
import { SeatLookups, type OfHold } from './seat-lookups.ts';

export type { LiveHold } from './live-hold.ts';

export interface HoldRequest {
  readonly showtimeId: ShowtimeId;
  readonly holdId: HoldId;
  /** Indexes, ascending, each once. */
  readonly seats: readonly number[];
  readonly ttlMs: number;
  readonly maximumMs: number;
  readonly holderId: HolderId;
  /** Most live holds of the holder. */
  readonly limit: number;
  readonly actor: string;
  /** The actor's account; null for the system itself. */
  readonly actorId: string | null;
  readonly station: string | null;
}

/** What a claim in the database says of its seats. */
export type ClaimState = Extract<SeatStateName, 'LOCKED' | 'BOOKED' | 'BLOCKED'>;

/** Seats (indexes) that the database has a claim on, made with this hold and fence. */
export interface ClaimedSeats {
  readonly showtimeId: ShowtimeId;
  readonly seats: readonly number[];
  /** Empty for none. */
  readonly holdId: string;
  readonly fence: string;
}

/** How long a claim waits for the map that is being rebuilt: far longer than a rebuild takes. */
const pendingMs = 600_000;

/** A rebuild that takes longer than this has died. */
const rebuildMs = 30_000;

/** What a refused payment leaves the holder at least. */
const unlockGraceMs = 30_000;

/** Layer 1: the typed face of the Lua scripts. One method is one atomic step in Redis. */
export class SeatLocks extends SeatLookups {
  /**
   * Holds seats, all or none. Two round trips: the holder's slot (with the hint that finds the hold's showtime again),
   * then the seats; a refusal gives the slot back.
   */
  async hold(
    request: HoldRequest,
  ): Promise<WithHold<'held'> | Unavailable | MapMissing | Failed<'conflict' | 'limit' | 'unknownSeat'>> {
    const { showtimeId, holdId, seats, ttlMs, maximumMs, holderId, actor, actorId, station } = request;
    const slot = await this.slots.claim(request);
    if (slot === 'limit' || slot === 'conflict') return { kind: slot };
    const times = [String(ttlMs), String(maximumMs)];
    const parameters = [holdId, seats.join(','), ...times, holderId, actor, station ?? '', actorId ?? ''];
    const reply = await this.run('hold', showtimeId, parameters);
    const failure = failureOf(reply, ['mapMissing', 'unavailable', 'conflict', 'unknownSeat']);
    if (!failure) return withHold('held', reply);
    if (slot === 'claimed') await this.slots.free(holderId, holdId);
    return failure === 'unavailable' ? unavailable(reply) : { kind: failure };
  }

  /** Swaps seats of a hold in one step. Seats that are there or gone already make no difference. */
  async change(
    request: OfHold & { readonly add: readonly number[]; readonly remove: readonly number[] },
  ): Promise<
    | WithHold<'changed'>
    | Unavailable
    | MapMissing
    | Failed<'conflict' | 'expired' | 'tooMany' | 'empty' | 'unknownSeat'>
  > {
    const { showtimeId, holdId, add, remove } = request;
    const parameters = [holdId, add.join(','), remove.join(','), String(maximumSeatsPerHold)];
    const reply = await this.run('change', showtimeId, parameters);
    const failure = failureOf(reply, [
      'mapMissing',
      'unavailable',
      'conflict',
      'expired',
      'tooMany',
      'empty',
      'unknownSeat',
    ]);
    if (!failure) return withHold('changed', reply);
    return failure === 'unavailable' ? unavailable(reply) : { kind: failure };
  }

  /** Gives a hold `ttlMs` from now, within its deadline. */
  async extend(
    request: OfHold & { readonly ttlMs: number },
  ): Promise<WithHold<'extended'> | MapMissing | Failed<'conflict' | 'expired'>> {
    const { showtimeId, holdId, ttlMs } = request;
    const reply = await this.run('extend', showtimeId, [holdId, String(ttlMs)]);
    const failure = failureOf(reply, ['mapMissing', 'conflict', 'expired']);
    if (failure) return { kind: failure };
    const extended = withHold('extended', reply);
    await this.slots.keep(extended.hold);
    return extended;
  }

  /** Gives the seats back. */
  async release({
    showtimeId,
    holdId,
  }: OfHold): Promise<WithHold<'released'> | MapMissing | Failed<'conflict' | 'expired'>> {
    const reply = await this.run('releaseHold', showtimeId, [holdId]);
    const failure = failureOf(reply, ['mapMissing', 'conflict', 'expired']);
    if (failure) return { kind: failure };
    const released = withHold('released', reply);
    await this.slots.free(released.hold.holderId, holdId);
    return released;
  }

  /** Payment begins. The same token may lock again; a hold with another fence is another hold, and this one expired. */
  async lock(
    request: OfHold & { readonly token: string; readonly fence: string },
  ): Promise<WithHold<'locked'> | MapMissing | Failed<'conflict' | 'expired'>> {
    const { showtimeId, holdId, token, fence } = request;
    const reply = await this.run('lockHold', showtimeId, [holdId, token, fence]);
    const failure = failureOf(reply, ['mapMissing', 'conflict', 'expired']);
    return failure ? { kind: failure } : withHold('locked', reply);
  }

  /** The payment was refused before any claim was written. */
  async unlock(
    request: OfHold & { readonly token: string; readonly fence: string },
  ): Promise<WithHold<'unlocked'> | MapMissing | Failed<'conflict' | 'expired'>> {
    const { showtimeId, holdId, token, fence } = request;
    const parameters = [holdId, token, fence, String(unlockGraceMs)];
    const reply = await this.run('unlockHold', showtimeId, parameters);
    const failure = failureOf(reply, ['mapMissing', 'conflict', 'expired']);
    if (failure) return { kind: failure };
    const unlocked = withHold('unlocked', reply);
    await this.slots.keep(unlocked.hold);
    return unlocked;
  }

  /** The database has committed a sale of these seats (indexes). Safe to repeat. */
  book(claim: ClaimedSeats): Promise<void> {
    return this.show(claim, 'BOOKED');
  }

  /** The database has committed a claim on these seats (indexes) that no hold waits for. Safe to repeat. */
  show(claim: ClaimedSeats, state: ClaimState): Promise<void> {
    return this.#claim(claim, state, '');
  }

  /**
   * The database has committed an order of these seats (indexes) that is still to be paid. Until `waitsUntil` the hold
   * stays, so that it counts for its holder; null ends it, and the claim alone keeps the seats. Safe to repeat.
   */
  async awaitPayment(claim: ClaimedSeats, waitsUntil: Date | null): Promise<void> {
    const { showtimeId, holdId } = claim;
    const hold = waitsUntil && (await this.findHold({ showtimeId, holdId: holdId as HoldId }));
    if (hold) await this.slots.keep({ ...hold, expiresAt: waitsUntil.getTime() });
    await this.#claim(claim, 'LOCKED', waitsUntil ? String(waitsUntil.getTime()) : '');
  }

  /**
   * The database has deleted the claim with this fence on these seats (indexes): they are free where they still are in
   * the state `from` and were not sold again since. Returns how many. Safe to repeat.
   */
  async free(request: {
    readonly showtimeId: ShowtimeId;
    readonly seats: readonly number[];
    readonly from: ClaimState;
    readonly holdId: string;
    readonly fence: string;
  }): Promise<number> {
    const { showtimeId, seats, from, holdId, fence } = request;
    const parameters = [holdId, fence, seats.join(','), seatStates[from]];
    const reply = await this.run('freeSeats', showtimeId, parameters);
    failureOf(reply, []);
    await this.slots.freeEnded(reply.slice(2));
    return Number(reply[1]);
  }

  /** Gives up a hold in whatever state; the caller has asked the database that no claim came or will come from it. */
  async abandon(request: OfHold & { readonly fence: string }): Promise<void> {
    const { showtimeId, holdId, fence } = request;
    const reply = await this.run('abandon', showtimeId, [holdId, fence]);
    if (failureOf(reply, ['expired']) === undefined) await this.slots.freeEnded(reply.slice(1));
  }

  /** Frees the overdue holds of a showtime; returns how many. */
  async expire(showtimeId: ShowtimeId): Promise<number> {
    const reply = await this.run('expireHolds', showtimeId, []);
    failureOf(reply, []);
    return Number(reply[1]);
  }

  /** Announces a rebuild. The claims must be read after this and before `commitRebuild`. */
  async beginRebuild(showtimeId: ShowtimeId): Promise<string> {
    const token = randomUUID();
    await this.redis.set(this.keys.rebuild(showtimeId), token, { expiration: { type: 'PX', value: rebuildMs } });
    return token;
  }

  /** Installs a map made from the claims; superseded when another rebuild began or Redis lost its data meanwhile. */
  async commitRebuild(request: {
    readonly showtimeId: ShowtimeId;
    readonly token: string;
    readonly packed: string;
    readonly minimumFence: number;
    /** Of the claims, by seat (index). */
    readonly fences?: ReadonlyMap<number, number>;
    /** When the keys may go, epoch ms. */
    readonly expireAt: number;
  }): Promise<{ readonly kind: 'rebuilt'; readonly epoch: string } | Failed<'superseded'>> {
    const { showtimeId, token, packed, minimumFence, expireAt, fences = new Map<number, number>() } = request;
    const claims = Array.from(fences, ([seat, fence]) => `${seat}:${fence}`).join(',');
    const parameters = [token, packed, String(minimumFence), String(expireAt), claims];
    const reply = await this.run('commitRebuild', showtimeId, parameters);
    const failure = failureOf(reply, ['superseded']);
    if (failure) return { kind: failure };
    await this.slots.freeEnded(reply.slice(2));
    return { kind: 'rebuilt', epoch: String(reply[1]) };
  }

  async #claim({ showtimeId, seats, holdId, fence }: ClaimedSeats, state: ClaimState, waitsUntil: string) {
    const parameters = [holdId, fence, seats.join(','), String(pendingMs), seatStates[state], waitsUntil];
    const reply = await this.run('claim', showtimeId, parameters);
    failureOf(reply, []);
    await this.slots.freeEnded(reply.slice(1));
  }
}
