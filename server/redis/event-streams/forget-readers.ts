import type { RedisClient } from '../client.ts';
import { unlessMissing } from './groups.ts';
import { restingReader } from './pending-entries.ts';
import type { EventTopic } from './topics.ts';

/** A reader that lives asks every second; after a day of silence its program is gone for good. */
const silentMs = 86_400_000;

/** Forgets readers whose programs are gone and that kept nothing, so that their names don't pile up; returns how many. */
export async function forgetReaders(
  redis: RedisClient,
  { streams, groups }: EventTopic,
  afterMs = silentMs,
): Promise<number> {
  const counts = await Promise.all(
    streams.flatMap((stream) =>
      groups.map(async (group) => {
        const readers = (await unlessMissing(redis.xInfoConsumers(stream, group))) ?? [];
        const gone = readers.filter(
          ({ name, pending, idle }) => name !== restingReader && pending === 0 && idle >= afterMs,
        );
        await Promise.all(gone.map(({ name }) => redis.xGroupDelConsumer(stream, group, name)));
        return gone.length;
      }),
    ),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
