import { createClient } from 'redis';
import { expect, test } from 'vitest';
import { freshDatabase, freshRedis, testEngines } from './testing.ts';

test('two fresh databases do not see each other', async () => {
  await using first = await freshDatabase();
  await using second = await freshDatabase();
  await first.db.collection('things').insertOne({ name: 'one' });
  expect(await first.db.collection('things').countDocuments()).toBe(1);
  expect(await second.db.collection('things').countDocuments()).toBe(0);
});

test('a flushed private Redis leaves the shared one alone', async () => {
  const { redisUrl } = await testEngines();
  await using own = await freshRedis();
  const shared = await createClient({ url: redisUrl }).connect();
  const client = await createClient({ url: own.url }).connect();
  const key = `testing:${Math.random()}`;
  await shared.set(key, 'kept');
  await client.flushAll();
  expect(await shared.getDel(key)).toBe('kept');
  client.destroy();
  shared.destroy();
});
