import type { RedisClient } from '../redis/client.ts';
import type { Keys } from '../redis/keys.ts';

/** Moves a hold's times into the past, as if that many milliseconds had gone by since it was placed. */
export async function ageHold(
  redis: RedisClient,
  keys: Keys,
  showtimeId: string,
  holdId: string,
  byMs: number,
): Promise<void> {
  const json = await redis.hGet(keys.holds(showtimeId), holdId);
  if (!json) throw new Error(`there is no hold ${holdId}`);
  const hold = JSON.parse(json) as { state: string; expiresAt: number; deadline: number; lockedAt?: number };
  hold.expiresAt -= byMs;
  hold.deadline -= byMs;
  if (hold.lockedAt !== undefined) hold.lockedAt -= byMs;
  await redis.hSet(keys.holds(showtimeId), holdId, JSON.stringify(hold));
  if (hold.state === 'HELD') await redis.zAdd(keys.due(showtimeId), { score: hold.expiresAt, value: holdId });
}
