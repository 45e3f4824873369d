import type { HoldId, ShowtimeId } from '#shared/domain/ids.ts';
import { countSeats, seatStates } from '#shared/domain/seat-map.ts';
import type { RedisClient } from './client.ts';
import { parseHold, type LiveHold } from './live-hold.ts';
import { partitionCount, type Keys } from './keys.ts';
import type { MapMissing } from './outcomes.ts';
import { failureOf, type Reply } from './reply-codes.ts';
import type { ShowtimeScript } from './scripts.ts';
import { HolderSlots } from './holder-slots.ts';

/** Names a hold. */
export interface OfHold {
  readonly showtimeId: ShowtimeId;
  readonly holdId: HoldId;
}

/** What can be read of seats and holds, without changing anything. */
export class SeatLookups {
  protected readonly redis: RedisClient;
  protected readonly keys: Keys;
  protected readonly slots: HolderSlots;

  constructor(redis: RedisClient, keys: Keys) {
    this.redis = redis;
    this.keys = keys;
    this.slots = new HolderSlots(redis, keys);
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
    const reply = await this.run('snapshot', showtimeId, []);
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
    const maps = await Promise.all(showtimeIds.map((id) => this.redis.hGet(this.keys.map(id), 'packed')));
    return new Map(
      showtimeIds.flatMap((id, position) => {
        const packed = maps[position];
        return packed ? [[id, countSeats(packed, seatStates.FREE)] as const] : [];
      }),
    );
  }

  /** Which of these showtimes have a map. */
  async presentMaps(showtimeIds: readonly ShowtimeId[]): Promise<ReadonlySet<ShowtimeId>> {
    const counts = await Promise.all(showtimeIds.map((id) => this.redis.exists(this.keys.map(id))));
    return new Set(showtimeIds.filter((_id, position) => counts[position] === 1));
  }

  /** The showtime that a hold was placed in; undefined when the hold is unknown or long over. */
  async showtimeOf(holdId: HoldId): Promise<ShowtimeId | undefined> {
    return this.slots.showtimeOf(holdId);
  }

  /** A hold as it stands, also one that is overdue but not freed yet: only `lock` decides whether it still counts. */
  async findHold({ showtimeId, holdId }: OfHold): Promise<LiveHold | undefined> {
    const json = await this.redis.hGet(this.keys.holds(showtimeId), holdId);
    return json ? parseHold(json) : undefined;
  }

  /** Every hold of a showtime, also overdue ones. */
  async holdsOf(showtimeId: ShowtimeId): Promise<readonly LiveHold[]> {
    return (await this.redis.hVals(this.keys.holds(showtimeId))).map(parseHold);
  }

  /** Showtimes that have a hold, over all partitions. */
  async activeShowtimes(): Promise<readonly ShowtimeId[]> {
    const partitions = Array.from({ length: partitionCount }, (_each, partition) => partition);
    const sets = await Promise.all(partitions.map((partition) => this.redis.sMembers(this.keys.active(partition))));
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
      this.redis.time(),
      Promise.all(showtimeIds.map((id) => this.redis.hVals(this.keys.holds(id)))),
    ]);
    const now = Number(seconds) * 1_000 + Math.floor(Number(microseconds) / 1_000);
    const holds = lists.flat().map(parseHold);
    return holds.filter(
      ({ lockedAt, waitsUntil }) => lockedAt !== undefined && (waitsUntil ?? lockedAt + olderThanMs) <= now,
    );
  }

  protected run(script: ShowtimeScript, showtimeId: ShowtimeId, parameters: readonly string[]): Promise<Reply> {
    const channel = this.keys.seatChannel(showtimeId);
    return this.redis[script](this.keys.ofShowtime(showtimeId), [showtimeId, channel, ...parameters]);
  }
}
