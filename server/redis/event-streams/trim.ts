import type { RedisClient } from '../client.ts';
import { unlessMissing } from './groups.ts';
import type { EventTopic } from './topics.ts';

/**
 * Trims the topic's streams up to what every one of its groups has handled; returns how many entries went. What a group
 * hasn't handled is never trimmed, however long that takes.
 */
export async function trimHandled(redis: RedisClient, { streams, groups }: EventTopic): Promise<number> {
  const counts = await Promise.all(
    streams.map(async (stream) => {
      const bounds = await Promise.all(groups.map((group) => firstUnhandled(redis, stream, group)));
      const bound = bounds.reduce((lowest, each) => (isBefore(each, lowest) ? each : lowest));
      if (bound === nothingHandled) return 0;
      return redis.xTrim(stream, 'MINID', bound, { strategyModifier: '~' });
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

const nothingHandled = '0-0';

/** No entry before this id is still to be handled by the group. */
async function firstUnhandled(redis: RedisClient, stream: string, group: string): Promise<string> {
  const [groups, pending] = await Promise.all([
    unlessMissing(redis.xInfoGroups(stream)),
    unlessMissing(redis.xPending(stream, group)),
  ]);
  return pending?.firstId ?? groups?.find(({ name }) => name === group)?.['last-delivered-id'] ?? nothingHandled;
}

function isBefore(one: string, other: string): boolean {
  const [oneMs = 0, oneNumber = 0] = one.split('-').map(Number);
  const [otherMs = 0, otherNumber = 0] = other.split('-').map(Number);
  return oneMs === otherMs ? oneNumber < otherNumber : oneMs < otherMs;
}
