import { randomUUID } from 'node:crypto';
import { asId, type HoldId, type HolderId, type ShowtimeId } from '#shared/domain/ids.ts';
import { freshRedis, type FreshRedis } from '../embedded/testing.ts';
import { connectRedis, duplicateRedis, type RedisClient } from './client.ts';
import { Keys, partitionOf } from './keys.ts';
import { SeatLocks, type HoldRequest, type LiveHold } from './seat-locks.ts';

/** An error of a connection that a test did not provoke: let it end the test run. */
function failOnError(error: unknown): void {
  throw error;
}

/** `SeatLocks` over a Redis server of the test's own, and the shortcuts that its tests share. */
export class LocksBench implements AsyncDisposable {
  readonly redis: RedisClient;
  readonly keys = new Keys('test');
  readonly locks: SeatLocks;
  readonly #server: FreshRedis;
  readonly #copies: RedisClient[] = [];

  private constructor(server: FreshRedis, redis: RedisClient) {
    this.#server = server;
    this.redis = redis;
    this.locks = new SeatLocks(redis, this.keys);
  }

  static async open(): Promise<LocksBench> {
    const server = await freshRedis();
    return new LocksBench(server, await connectRedis(server.url, failOnError));
  }

  /** One more connection, closed with the bench. */
  async connection(onError: (error: unknown) => void = failOnError): Promise<RedisClient> {
    const copy = await duplicateRedis(this.redis, onError);
    this.#copies.push(copy);
    return copy;
  }

  /** A new showtime whose map says `packed`. */
  async showtime(packed = '0'.repeat(12)): Promise<ShowtimeId> {
    const showtimeId = asId<ShowtimeId>(randomUUID());
    await this.rebuild(showtimeId, packed);
    return showtimeId;
  }

  /** A whole rebuild, with `packed` for what the database says. */
  async rebuild(showtimeId: ShowtimeId, packed: string, minimumFence = 0) {
    const token = await this.locks.beginRebuild(showtimeId);
    return this.commit(showtimeId, token, packed, minimumFence);
  }

  commit(showtimeId: ShowtimeId, token: string, packed: string, minimumFence = 0) {
    return this.locks.commitRebuild({ showtimeId, token, packed, minimumFence, expireAt: Date.now() + 3_600_000 });
  }

  /** Places a hold and returns it; throws when it is refused. */
  async hold(
    showtimeId: ShowtimeId,
    seats: readonly number[],
    overrides: Partial<HoldRequest> = {},
  ): Promise<LiveHold> {
    const outcome = await this.locks.hold(holdRequest(showtimeId, seats, overrides));
    if (outcome.kind !== 'held') throw new Error(`the hold was refused: ${outcome.kind}`);
    return outcome.hold;
  }

  /** Places a hold and begins its payment with the token `payment`. */
  async lockedHold(
    showtimeId: ShowtimeId,
    seats: readonly number[],
    overrides: Partial<HoldRequest> = {},
  ): Promise<LiveHold> {
    const { holdId, fence } = await this.hold(showtimeId, seats, overrides);
    const outcome = await this.locks.lock({ showtimeId, holdId, fence, token: 'payment' });
    if (outcome.kind !== 'locked') throw new Error(`the lock was refused: ${outcome.kind}`);
    return outcome.hold;
  }

  /** Moves a hold's end into the past: what waiting would do. */
  async makeOverdue({ showtimeId, holdId }: Pick<LiveHold, 'showtimeId' | 'holdId'>): Promise<void> {
    await this.redis.zAdd(this.keys.due(showtimeId), { score: 1, value: holdId }, { condition: 'XX' });
  }

  /** Loses a showtime's map but not its holds. */
  async loseMap(showtimeId: ShowtimeId): Promise<void> {
    await this.redis.del(this.keys.map(showtimeId));
  }

  async packed(showtimeId: ShowtimeId): Promise<string> {
    return (await this.snapshot(showtimeId)).packed;
  }

  async snapshot(showtimeId: ShowtimeId) {
    const snapshot = await this.locks.snapshot(showtimeId);
    if (snapshot.kind !== 'snapshot') throw new Error('the map is missing');
    return snapshot;
  }

  /** What the scripts recorded of a showtime's seats and holds, oldest first; not that its map was rebuilt. */
  async events(showtimeId: ShowtimeId): Promise<readonly Readonly<Record<string, string>>[]> {
    const entries = await this.redis.xRange(this.keys.events(partitionOf(showtimeId)), '-', '+');
    const ofShowtime = (entries ?? [])
      .map(({ message }) => message)
      .filter((each) => each['showtimeId'] === showtimeId);
    return ofShowtime.filter(({ type }) => type !== 'map.rebuilt');
  }

  async eventTypes(showtimeId: ShowtimeId): Promise<readonly string[]> {
    return (await this.events(showtimeId)).map(({ type }) => type ?? '');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of [...this.#copies, this.redis]) client.destroy();
    await this.#server.dispose();
  }
}

/** A request that is granted when its seats are free: a new hold of a new holder. */
export function holdRequest(
  showtimeId: ShowtimeId,
  seats: readonly number[],
  overrides: Partial<HoldRequest> = {},
): HoldRequest {
  return {
    showtimeId,
    holdId: asId<HoldId>(randomUUID()),
    seats,
    ttlMs: 300_000,
    maximumMs: 900_000,
    holderId: asId<HolderId>(randomUUID()),
    limit: 10,
    actor: 'Ada',
    actorId: 'staff-ada',
    station: 'counter-1',
    ...overrides,
  };
}
