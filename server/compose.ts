import type { Config } from './config.ts';
import type { Logger } from './log.ts';
import { AuditRepository } from './mongo/audit-repository.ts';
import { CatalogRepository } from './mongo/catalog-repository.ts';
import { ClaimRepository } from './mongo/claim-repository.ts';
import { connectMongo, type Mongo } from './mongo/client.ts';
import { prepareCollections } from './mongo/collections.ts';
import { OrderRepository } from './mongo/order-repository.ts';
import { ShiftRepository } from './mongo/shift-repository.ts';
import { StaffRepository } from './mongo/staff-repository.ts';
import { connectRedis, duplicateRedis, type RedisClient } from './redis/client.ts';
import { Keys } from './redis/keys.ts';
import { OrderFeed } from './redis/order-feed.ts';
import { SeatEvents } from './redis/seat-events.ts';
import { SeatFeed } from './redis/seat-feed.ts';
import { SeatLocks } from './redis/seat-locks.ts';
import { AccessTokens } from './services/access-tokens.ts';
import { AuditService } from './services/audit-service.ts';
import { BoardFeed } from './services/board-feed.ts';
import { CatalogService } from './services/catalog-service.ts';
import { systemClock, type Clock } from './services/clock.ts';
import { HoldHistory } from './services/hold-history.ts';
import { OrderEffects } from './services/order-effects.ts';
import { OrderQueries } from './services/order-queries.ts';
import { OrderService } from './services/order-service.ts';
import { PrintService } from './services/print-service.ts';
import { RecoveryService } from './services/recovery-service.ts';
import { SaleWriter } from './services/sale-writer.ts';
import { SeatHoldService } from './services/seat-hold-service.ts';
import { SeatMapService } from './services/seat-map-service.ts';
import type { Services } from './services/services.ts';
import { ShiftService } from './services/shift-service.ts';
import { SignInService } from './services/sign-in-service.ts';
import { SystemService } from './services/system-service.ts';
import { TicketSigner } from './services/ticket-signer.ts';
import { version } from './version.ts';

export interface Repositories {
  readonly mongo: Mongo;
  readonly audit: AuditRepository;
  readonly catalog: CatalogRepository;
  readonly claims: ClaimRepository;
  readonly orders: OrderRepository;
  readonly shifts: ShiftRepository;
  readonly staff: StaffRepository;
}

/** Everything a program of the server is made of. */
export interface Composition {
  readonly services: Services;
  readonly repositories: Repositories;
  readonly locks: SeatLocks;
  /** What writes the history of holds, with a blocking connection of its own. */
  readonly openHoldHistory: (consumer: string) => Promise<HoldHistory>;
  readonly close: () => Promise<void>;
}

interface Options {
  readonly clock?: Clock;
  /** Begins every key in Redis. */
  readonly keyPrefix?: string;
}

/** Connects to MongoDB and Redis and wires everything up. Throws the driver's error when one of them can't be reached. */
export async function compose(
  config: Config,
  log: Logger,
  { clock = systemClock, keyPrefix = 'foyer' }: Options = {},
): Promise<Composition> {
  const mongo = await connectMongo(config.mongoUrl);
  await prepareCollections(mongo.db);
  const onRedisError = (error: unknown): void => log.warn({ error }, 'Redis is away');
  const redis = await connectRedis(config.redisUrl, onRedisError);
  const subscriber = await duplicateRedis(redis, onRedisError);
  const readers: RedisClient[] = [];
  const keys = new Keys(keyPrefix);
  const locks = new SeatLocks(redis, keys);
  const repositories = composeRepositories(mongo);
  const seatFeed = new SeatFeed(subscriber, keys);
  const orderFeed = new OrderFeed(redis, subscriber, keys);
  const services = composeServices({ config, log, clock, repositories, locks, seatFeed, orderFeed, redis });
  return {
    locks,
    repositories,
    services,
    openHoldHistory: async (consumer) => {
      const reader = await duplicateRedis(redis, onRedisError);
      readers.push(reader);
      return new HoldHistory(new SeatEvents(reader, keys, 'audit', consumer), services.audit);
    },
    close: async () => {
      for (const client of [...readers, subscriber, redis]) client.destroy();
      await mongo.close();
    },
  };
}

function composeRepositories(mongo: Mongo): Repositories {
  return {
    mongo,
    audit: new AuditRepository(mongo),
    catalog: new CatalogRepository(mongo),
    claims: new ClaimRepository(mongo),
    orders: new OrderRepository(mongo),
    shifts: new ShiftRepository(mongo),
    staff: new StaffRepository(mongo),
  };
}

interface Parts {
  readonly config: Config;
  readonly log: Logger;
  readonly clock: Clock;
  readonly repositories: Repositories;
  readonly locks: SeatLocks;
  readonly seatFeed: SeatFeed;
  readonly orderFeed: OrderFeed;
  readonly redis: RedisClient;
}

function composeServices({ config, log, clock, repositories, locks, seatFeed, orderFeed, redis }: Parts): Services {
  const { mongo, audit } = repositories;
  const common = { ...repositories, locks, clock };
  const signer = new TicketSigner(config.ticketSigningKey);
  const tokens = new AccessTokens(config.accessTokenSecret, config.accessTokenMs);
  const catalog = new CatalogService(repositories.catalog);
  const maps = new SeatMapService(common);
  const effects = new OrderEffects({ maps, locks, feed: orderFeed, log });
  const writer = new SaleWriter({ ...repositories, signer });
  return {
    catalog,
    maps,
    holds: new SeatHoldService({ ...common, maps, holdTtlMs: config.holdTtlMs, holdMaximumMs: config.holdMaximumMs }),
    orders: new OrderService({ ...common, maps, writer, effects }),
    orderQueries: new OrderQueries(repositories.orders),
    prints: new PrintService(common),
    shifts: new ShiftService(common),
    signIn: new SignInService({ ...common, tokens, sessionMs: config.sessionMs }),
    tokens,
    signer,
    audit: new AuditService(audit, repositories.catalog),
    recovery: new RecoveryService({ ...common, catalog, maps, effects, lockAbandonedMs: config.lockAbandonedMs }),
    system: new SystemService({ mongo, pingRedis: async () => void (await redis.ping()), version, clock }),
    seatFeed,
    orderFeed,
    boardFeed: new BoardFeed(seatFeed),
    clock,
    log,
  };
}
