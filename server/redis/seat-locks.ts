import { randomUUID } from 'node:crypto';
import type { HoldId, SessionId, ShowtimeId } from '#shared/domain/ids.ts';
import { countSeats, seatStates, type SeatStateName } from '#shared/domain/seat-map.ts';
import { maximumSeatsPerHold } from '#shared/domain/seat.ts';
import type { RedisClient } from './client.ts';
import { parseHold, type LiveHold } from './live-hold.ts';
import { partitionCount, type Keys } from './keys.ts';
import { unavailable, withHold, type Failed, type MapMissing, type Unavailable, type WithHold } from './outcomes.ts';
import { failureOf, type Reply } from './reply-codes.ts';
import type { ShowtimeScript } from './scripts.ts';
import { SessionSlots } from './session-slots.ts';

export type { LiveHold } from './live-hold.ts';

export interface HoldRequest {
  readonly showtimeId: ShowtimeId;
  readonly holdId: HoldId;
  /** Indexes, ascending, each once. */
  readonly seats: readonly number[];
  readonly ttlMs: number;
  readonly maximumMs: number;
  readonly sessionId: SessionId;
  /** Most live holds of the session. */
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

interface OfHold {
  readonly showtimeId: ShowtimeId;
  readonly holdId: HoldId;
}

/** How long a claim waits for the map that is being rebuilt: far longer than a rebuild takes. */
const pendingMs = 600_000;

/** A rebuild that takes longer than this has died. */
const rebuildMs = 30_000;

/** What a refused payment leaves the holder at least. */
const unlockGraceMs = 30_000;

/** Layer 1: the typed face of the Lua scripts. One method is one atomic step in Redis. */
export class SeatLocks {
  readonly #redis: RedisClient;
  readonly #keys: Keys;
  readonly #slots: SessionSlots;

  constructor(redis: RedisClient, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
    this.#slots = new SessionSlots(redis, keys);
  }

  /**
   * Holds seats, all or none. Two round trips: the session's slot (with the hint that finds the hold's showtime again),
   * then the seats; a refusal gives the slot back.
   */
  async hold(
    request: HoldRequest,
  ): Promise<WithHold<'held'> | Unavailable | MapMissing | Failed<'conflict' | 'limit' | 'unknownSeat'>> {
    const { showtimeId, holdId, seats, ttlMs, maximumMs, sessionId, actor, actorId, station } = request;
    const slot = await this.#slots.claim(request);
    if (slot === 'limit' || slot === 'conflict') return { kind: slot };
    const times = [String(ttlMs), String(maximumMs)];
    const parameters = [holdId, seats.join(','), ...times, sessionId, actor, station ?? '', actorId ?? ''];
    const reply = await this.#run('hold', showtimeId, parameters);
    const failure = failureOf(reply, ['mapMissing', 'unavailable', 'conflict', 'unknownSeat']);
    if (!failure) return withHold('held', reply);
    if (slot === 'claimed') await this.#slots.free(sessionId, holdId);
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
    const reply = await this.#run('change', showtimeId, parameters);
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
    const reply = await this.#run('extend', showtimeId, [holdId, String(ttlMs)]);
    const failure = failureOf(reply, ['mapMissing', 'conflict', 'expired']);
    if (failure) return { kind: failure };
    const extended = withHold('extended', reply);
    await this.#slots.keep(extended.hold);
    return extended;
  }

  /** Gives the seats back. */
  async release({
    showtimeId,
    holdId,
  }: OfHold): Promise<WithHold<'released'> | MapMissing | Failed<'conflict' | 'expired'>> {
    const reply = await this.#run('releaseHold', showtimeId, [holdId]);
    const failure = failureOf(reply, ['mapMissing', 'conflict', 'expired']);
    if (failure) return { kind: failure };
    const released = withHold('released', reply);
    await this.#slots.free(released.hold.sessionId, holdId);
    return released;
  }

  /** Payment begins. The same token may lock again; a hold with another fence is another hold, and this one expired. */
  async lock(
    request: OfHold & { readonly token: string; readonly fence: string },
  ): Promise<WithHold<'locked'> | MapMissing | Failed<'conflict' | 'expired'>> {
    const { showtimeId, holdId, token, fence } = request;
    const reply = await this.#run('lockHold', showtimeId, [holdId, token, fence]);
    const failure = failureOf(reply, ['mapMissing', 'conflict', 'expired']);
    return failure ? { kind: failure } : withHold('locked', reply);
  }

  /** The payment was refused before any claim was written. */
  async unlock(
    request: OfHold & { readonly token: string; readonly fence: string },
  ): Promise<WithHold<'unlocked'> | MapMissing | Failed<'conflict' | 'expired'>> {
    const { showtimeId, holdId, token, fence } = request;
    const parameters = [holdId, token, fence, String(unlockGraceMs)];
    const reply = await this.#run('unlockHold', showtimeId, parameters);
    const failure = failureOf(reply, ['mapMissing', 'conflict', 'expired']);
    if (failure) return { kind: failure };
    const unlocked = withHold('unlocked', reply);
    await this.#slots.keep(unlocked.hold);
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
   * stays, so that it counts for its session; null ends it, and the claim alone keeps the seats. Safe to repeat.
   */
  async awaitPayment(claim: ClaimedSeats, waitsUntil: Date | null): Promise<void> {
    const { showtimeId, holdId } = claim;
    const hold = waitsUntil && (await this.findHold({ showtimeId, holdId: holdId as HoldId }));
    if (hold) await this.#slots.keep({ ...hold, expiresAt: waitsUntil.getTime() });
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
    const reply = await this.#run('freeSeats', showtimeId, parameters);
    failureOf(reply, []);
    await this.#slots.freeEnded(reply.slice(2));
    return Number(reply[1]);
  }

  /** Gives up a hold in whatever state; the caller has asked the database that no claim came or will come from it. */
  async abandon(request: OfHold & { readonly fence: string }): Promise<void> {
    const { showtimeId, holdId, fence } = request;
    const reply = await this.#run('abandon', showtimeId, [holdId, fence]);
    if (failureOf(reply, ['expired']) === undefined) await this.#slots.freeEnded(reply.slice(1));
  }

  /** Frees the overdue holds of a showtime; returns how many. */
  async expire(showtimeId: ShowtimeId): Promise<number> {
    const reply = await this.#run('expireHolds', showtimeId, []);
    failureOf(reply, []);
    return Number(reply[1]);
  }

  /** The state of every seat. */
  async snapshot(showtimeId: ShowtimeId): Promise<
    | {
        readonly kind: 'snapshot';
        readonly epoch: string;
        readonly version: number;
        readonly packed: string;
        /** Epoch ms. */
        readonly serverTime: number;
      }
    | MapMissing
  > {
    const reply = await this.#run('snapshot', showtimeId, []);
    const failure = failureOf(reply, ['mapMissing']);
    if (failure) return { kind: failure };
    const [, epoch, version, packed, now] = reply;
    return {
      kind: 'snapshot',
      epoch: String(epoch),
      version: Number(version),
      packed: String(packed),
      serverTime: Number(now),
    };
  }

  /** Free seats by showtime, in one round trip; showtimes without a map are left out. */
  async freeCounts(showtimeIds: readonly ShowtimeId[]): Promise<ReadonlyMap<ShowtimeId, number>> {
    const maps = await Promise.all(showtimeIds.map((id) => this.#redis.hGet(this.#keys.map(id), 'packed')));
    return new Map(
      showtimeIds.flatMap((id, position) => {
        const packed = maps[position];
        return packed ? [[id, countSeats(packed, seatStates.FREE)] as const] : [];
      }),
    );
  }

  /** Which of these showtimes have a map. */
  async presentMaps(showtimeIds: readonly ShowtimeId[]): Promise<ReadonlySet<ShowtimeId>> {
    const counts = await Promise.all(showtimeIds.map((id) => this.#redis.exists(this.#keys.map(id))));
    return new Set(showtimeIds.filter((_id, position) => counts[position] === 1));
  }

  /** The showtime that a hold was placed in; undefined when the hold is unknown or long over. */
  async showtimeOf(holdId: HoldId): Promise<ShowtimeId | undefined> {
    return this.#slots.showtimeOf(holdId);
  }

  /** A hold as it stands, also one that is overdue but not freed yet: only `lock` decides whether it still counts. */
  async findHold({ showtimeId, holdId }: OfHold): Promise<LiveHold | undefined> {
    const json = await this.#redis.hGet(this.#keys.holds(showtimeId), holdId);
    return json ? parseHold(json) : undefined;
  }

  /** Every hold of a showtime, also overdue ones. */
  async holdsOf(showtimeId: ShowtimeId): Promise<readonly LiveHold[]> {
    return (await this.#redis.hVals(this.#keys.holds(showtimeId))).map(parseHold);
  }

  /** Showtimes that have a hold, over all partitions. */
  async activeShowtimes(): Promise<readonly ShowtimeId[]> {
    const partitions = Array.from({ length: partitionCount }, (_each, partition) => partition);
    const sets = await Promise.all(partitions.map((partition) => this.#redis.sMembers(this.#keys.active(partition))));
    return sets.flat() as ShowtimeId[];
  }

  /**
   * Holds that somebody must decide about, by Redis' own clock: locked for longer than `olderThanMs` without that their
   * order was told, or with an order whose time to be paid is over.
   */
  async lockedHolds(olderThanMs: number): Promise<readonly LiveHold[]> {
    const showtimeIds = await this.activeShowtimes();
    if (showtimeIds.length === 0) return [];
    const [[seconds, microseconds], lists] = await Promise.all([
      this.#redis.time(),
      Promise.all(showtimeIds.map((id) => this.#redis.hVals(this.#keys.holds(id)))),
    ]);
    const now = Number(seconds) * 1_000 + Math.floor(Number(microseconds) / 1_000);
    const holds = lists.flat().map(parseHold);
    return holds.filter(
      ({ lockedAt, waitsUntil }) => lockedAt !== undefined && (waitsUntil ?? lockedAt + olderThanMs) <= now,
    );
  }

  /** Announces a rebuild. The claims must be read after this and before `commitRebuild`. */
  async beginRebuild(showtimeId: ShowtimeId): Promise<string> {
    const token = randomUUID();
    await this.#redis.set(this.#keys.rebuild(showtimeId), token, { expiration: { type: 'PX', value: rebuildMs } });
    return token;
  }

  /** Installs a map made from the claims; superseded when another rebuild began or Redis lost its data meanwhile. */
  async commitRebuild(request: {
    readonly showtimeId: ShowtimeId;
    readonly token: string;
    readonly packed: string;
    readonly minimumFence: number;
    /** When the keys may go, epoch ms. */
    readonly expireAt: number;
  }): Promise<{ readonly kind: 'rebuilt'; readonly epoch: string } | Failed<'superseded'>> {
    const { showtimeId, token, packed, minimumFence, expireAt } = request;
    const parameters = [token, packed, String(minimumFence), String(expireAt)];
    const reply = await this.#run('commitRebuild', showtimeId, parameters);
    const failure = failureOf(reply, ['superseded']);
    if (failure) return { kind: failure };
    await this.#slots.freeEnded(reply.slice(2));
    return { kind: 'rebuilt', epoch: String(reply[1]) };
  }

  async #claim({ showtimeId, seats, holdId, fence }: ClaimedSeats, state: ClaimState, waitsUntil: string) {
    const parameters = [holdId, fence, seats.join(','), String(pendingMs), seatStates[state], waitsUntil];
    const reply = await this.#run('claim', showtimeId, parameters);
    failureOf(reply, []);
    await this.#slots.freeEnded(reply.slice(1));
  }

  #run(script: ShowtimeScript, showtimeId: ShowtimeId, parameters: readonly string[]): Promise<Reply> {
    const channel = this.#keys.seatChannel(showtimeId);
    return this.#redis[script](this.#keys.ofShowtime(showtimeId), [showtimeId, channel, ...parameters]);
  }
}
