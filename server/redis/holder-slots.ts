import type { HolderId, ShowtimeId } from '#shared/domain/ids.ts';
import type { RedisClient } from './client.ts';
import type { Keys } from './keys.ts';
import type { LiveHold } from './live-hold.ts';

interface SlotRequest {
  readonly showtimeId: ShowtimeId;
  readonly holdId: string;
  readonly holderId: HolderId;
  readonly ttlMs: number;
  readonly maximumMs: number;
  /** Most live holds of the holder. */
  readonly limit: number;
}

/** The hint that finds a hold's showtime outlives the hold by this. */
const hintGraceMs = 30_000;

/** How many live holds a holder has, and where a hold is: what is known of a hold outside its showtime's partition. */
export class HolderSlots {
  readonly #redis: RedisClient;
  readonly #keys: Keys;

  constructor(redis: RedisClient, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  /**
   * Takes a slot for a hold and remembers its showtime. `known` is a retry that has its slot already; `conflict` a hold
   * id that was used in another showtime.
   */
  async claim(request: SlotRequest): Promise<'claimed' | 'known' | 'limit' | 'conflict'> {
    const { holdId, showtimeId, holderId, ttlMs, maximumMs, limit } = request;
    const hint = this.#keys.holdAt(holdId);
    const hintMs = maximumMs + hintGraceMs;
    const [placedAt, slot] = await Promise.all([
      this.#redis.set(hint, showtimeId, { expiration: { type: 'PX', value: hintMs }, condition: 'NX', GET: true }),
      this.#redis.claimSlot(this.#keys.slots(holderId), holdId, ttlMs, limit),
    ]);
    if (slot < 0) return 'limit';
    if (placedAt === null) return slot === 1 ? 'claimed' : 'known';
    if (placedAt === showtimeId) {
      // The hold may begin only now, under an id that was refused or released before.
      await this.#redis.pExpire(hint, hintMs);
      return slot === 1 ? 'claimed' : 'known';
    }
    if (slot === 1) await this.free(holderId, holdId);
    return 'conflict';
  }

  /** Keeps the slot of a hold for as long as the hold now lives. */
  async keep({ holderId, holdId, expiresAt }: LiveHold): Promise<void> {
    const slots = this.#keys.slots(holderId);
    await Promise.all([
      this.#redis.zAdd(slots, { score: expiresAt, value: holdId }, { condition: 'XX' }),
      this.#redis.pExpireAt(slots, expiresAt, 'GT'),
    ]);
  }

  async free(holderId: string, holdId: string): Promise<void> {
    await this.#redis.zRem(this.#keys.slots(holderId), holdId);
  }

  /** Frees the slots of the holds that a script ended: hold id, holder, hold id, holder, … */
  async freeEnded(ended: readonly (string | number)[]): Promise<void> {
    const freed: Promise<void>[] = [];
    for (let index = 0; index + 1 < ended.length; index += 2) {
      freed.push(this.free(String(ended[index + 1]), String(ended[index])));
    }
    await Promise.all(freed);
  }

  /** The showtime that a hold was placed in; undefined when the hold is unknown or long over. */
  async showtimeOf(holdId: string): Promise<ShowtimeId | undefined> {
    return ((await this.#redis.get(this.#keys.holdAt(holdId))) ?? undefined) as ShowtimeId | undefined;
  }
}
