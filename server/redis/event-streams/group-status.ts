import type { RedisClient } from '../client.ts';
import type { Keys } from '../keys.ts';
import { unlessMissing } from './groups.ts';
import { restingReader } from './pending-entries.ts';
import type { EventTopic } from './topics.ts';

/** How far a consumer group is. */
export interface GroupStatus {
  readonly topic: string;
  readonly group: string;
  /** Events that the group hasn't read yet. */
  readonly lag: number;
  /** Read and not finished, the ones that wait for another attempt included. */
  readonly pending: number;
  /** Failed, and waiting for another attempt. */
  readonly retrying: number;
  /** Given up, and waiting for a replay. */
  readonly deadLetters: number;
}

/** How far the groups of a topic are. Costs three commands a stream and group, sent together. */
export async function readGroupStatus(
  redis: RedisClient,
  keys: Keys,
  { name, streams, groups }: EventTopic,
): Promise<readonly GroupStatus[]> {
  return Promise.all(
    groups.map(async (group) => {
      const [deadLetters, ...counts] = await Promise.all([
        redis.xLen(keys.deadLetters(group)),
        ...[...streams, keys.replays(group)].map((stream) => countsOf(redis, stream, group)),
      ]);
      const sum = (count: keyof Counts): number => counts.reduce((total, each) => total + each[count], 0);
      return { topic: name, group, lag: sum('lag'), pending: sum('pending'), retrying: sum('retrying'), deadLetters };
    }),
  );
}

interface Counts {
  readonly lag: number;
  readonly pending: number;
  readonly retrying: number;
}

async function countsOf(redis: RedisClient, stream: string, group: string): Promise<Counts> {
  const [length, groups, summary] = await Promise.all([
    redis.xLen(stream),
    unlessMissing(redis.xInfoGroups(stream)),
    unlessMissing(redis.xPending(stream, group)),
  ]);
  const found = groups?.find(({ name }) => name === group);
  const resting = summary?.consumers?.find(({ name }) => name === restingReader);
  // Redis can't always tell the lag (null): then nothing is hidden, and all of the stream counts as unread.
  const lag = found ? ((found.lag as number | null) ?? length) : length;
  return { lag, pending: summary?.pending ?? 0, retrying: resting?.deliveriesCounter ?? 0 };
}
