import { randomBytes, randomUUID } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { asId, type SessionId, type StaffId } from '#shared/domain/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import { compose, type Composition } from '../compose.ts';
import { readConfig, type Config } from '../config.ts';
import type { Actor } from '../domain/actor.ts';
import { testEngines } from '../embedded/testing.ts';
import { createLog } from '../log.ts';
import { connectRedis, type RedisClient } from '../redis/client.ts';
import { Keys } from '../redis/keys.ts';
import type { Clock } from '../services/clock.ts';
import { generateTicketKey } from '../services/ticket-signer.ts';
import { createFixtureCinema, type FixtureCinema } from './fixture-cinema.ts';

interface Options {
  readonly settings?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  /** A Redis of the test's own, for tests that flush it. */
  readonly redisUrl?: string;
  /** Begins the keys in Redis; at random unless built programs must share them. */
  readonly keyPrefix?: string;
}

/** The server's services on real engines, with a database and keys of its own, and a cinema to sell. */
export interface TestBoxOffice extends Composition, AsyncDisposable {
  readonly config: Config;
  readonly keys: Keys;
  /** A connection of the test's own, to look at and to damage what Redis has. */
  readonly redis: RedisClient;
  readonly cinema: FixtureCinema;
  /** Somebody in a session of their own. */
  actor(role: Role, staffId?: string): Actor;
  /**
   * One more program on the same data, as a second api process would be; with `apartInRedis` it shares the database
   * but knows nothing of the others' holds, as after a loss of Redis.
   */
  another(options?: { readonly apartInRedis: boolean }): Promise<Composition>;
}

export async function openBoxOffice({
  settings = {},
  clock,
  redisUrl,
  keyPrefix = `test-${randomUUID()}`,
}: Options = {}): Promise<TestBoxOffice> {
  const engines = await testEngines();
  const mongo = new URL(engines.mongoUrl);
  mongo.pathname = `/test-${randomUUID()}`;
  const config = readConfig({
    MONGODB_URL: mongo.toString(),
    REDIS_URL: redisUrl ?? engines.redisUrl,
    ACCESS_TOKEN_SECRET: randomBytes(32).toString('hex'),
    TICKET_SIGNING_KEY: generateTicketKey(),
    // Nothing answers there; a test that takes cards starts a gateway of its own and says so in its settings.
    PAYMENT_GATEWAY_URL: 'http://127.0.0.1:9',
    PAYMENT_GATEWAY_KEY: randomBytes(32).toString('hex'),
    PAYMENT_WEBHOOK_SECRET: randomBytes(32).toString('hex'),
    LOG_LEVEL: 'silent',
    TRUSTED_DOCUMENTS: 'off',
    RATE_LIMIT: 'off',
    ...settings,
  });
  const log = createLog('test', config.logLevel);
  const options = { keyPrefix, ...(clock && { clock }) };
  const redis = await connectRedis(config.redisUrl, () => undefined);
  const composition = await compose(config, log, options);
  const cinema = await createFixtureCinema(composition.repositories, (clock ?? (() => new Date()))());
  const others: Composition[] = [];
  return {
    ...composition,
    config,
    cinema,
    redis,
    keys: new Keys(keyPrefix),
    actor: (role, staffId = `staff-${uuid()}`) => ({
      staffId: asId<StaffId>(staffId),
      name: `A ${role.toLowerCase()}`,
      role,
      sessionId: asId<SessionId>(uuid()),
      stationId: null,
    }),
    async another({ apartInRedis } = { apartInRedis: false }) {
      const other = await compose(
        config,
        log,
        apartInRedis ? { ...options, keyPrefix: `test-${randomUUID()}` } : options,
      );
      others.push(other);
      return other;
    },
    async [Symbol.asyncDispose]() {
      await composition.repositories.mongo.db.dropDatabase();
      for (const other of [composition, ...others]) await other.close();
      redis.destroy();
    },
  };
}

/** Every element for which the predicate holds; narrows a union by its `__typename`. */
export function ofType<Member extends { readonly __typename: string }, Name extends Member['__typename']>(
  members: readonly Member[],
  name: Name,
): Extract<Member, { readonly __typename: Name }>[] {
  return members.filter(
    (member): member is Extract<Member, { readonly __typename: Name }> => member.__typename === name,
  );
}

/** The value as that member of its union; fails the test with what it is instead. */
export function expectType<Member extends { readonly __typename: string }, Name extends Member['__typename']>(
  member: Member,
  name: Name,
): Extract<Member, { readonly __typename: Name }> {
  if (member.__typename !== name) throw new Error(`expected ${name}, got ${JSON.stringify(member)}`);
  return member as Extract<Member, { readonly __typename: Name }>;
}
