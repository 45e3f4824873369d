import { randomUUID } from 'node:crypto';
import type { Config } from './config.ts';
import type { Logger } from './log.ts';
import { composeEvents, eventGroupsOf, openConsumers } from './compose/events.ts';
import { composeIdentity } from './compose/identity.ts';
import { composeOrders } from './compose/orders.ts';
import { composeAudit } from './compose/audit.ts';
import { composeShifts } from './compose/shifts.ts';
import { composeWaitingList } from './compose/waiting-list.ts';
import { composeRepositories, type Repositories } from './compose/repositories.ts';
import { connectMongo } from './mongo/client.ts';
import { PaymentGateway } from './payments/gateway-client.ts';
import { prepareCollections } from './mongo/collections.ts';
import { connectRedis, duplicateRedis, type RedisClient } from './redis/client.ts';
import { Keys } from './redis/keys.ts';
import { OrderFeed } from './redis/order-feed.ts';
import { PaymentInbox } from './redis/payment-inbox.ts';
import { RateLimits } from './redis/rate-limits.ts';
import { SeatFeed } from './redis/seat-feed.ts';
import { SeatLocks } from './redis/seat-locks.ts';
import { SessionFeed } from './redis/session-feed.ts';
import { AuditKey } from './services/audit/audit-key.ts';
import { BoardFeed } from './services/board-feed.ts';
import { CatalogService } from './services/catalog-service.ts';
import { systemClock, type Clock } from './services/clock.ts';
import type { EventConsumer } from './services/events/event-consumer.ts';
import { MapReconciliation } from './services/map-reconciliation.ts';
import { smtpMailer, type Mailer } from './services/notifications/mailer.ts';
import { PrintService } from './services/print-service.ts';
import { RateLimitService } from './services/rate-limit-service.ts';
import { RecoveryService } from './services/recovery-service.ts';
import { SeatBlockService } from './services/seat-block-service.ts';
import { SeatHoldService } from './services/seat-hold-service.ts';
import { SeatMapService } from './services/seat-map-service.ts';
import type { Services } from './services/services.ts';
import { SystemService } from './services/system-service.ts';
import { TicketSigner } from './services/ticket-signer.ts';
import { version } from './version.ts';

/** Everything a program of the server is made of. */
export interface Composition {
  readonly services: Services;
  readonly repositories: Repositories;
  readonly locks: SeatLocks;
  /** A reader of each consumer group, with a blocking connection of its own. `consumer` names this program among the others. */
  readonly openConsumers: (consumer: string) => Promise<readonly EventConsumer[]>;
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
  const auditKey = new AuditKey(config.ticketSigningKey);
  const repositories = composeRepositories(mongo, auditKey);
  const seatFeed = new SeatFeed(subscriber, keys);
  const orderFeed = new OrderFeed(redis, subscriber, keys);
  const inbox = new PaymentInbox(redis, keys);
  const sessionFeed = new SessionFeed(redis, subscriber, keys);
  const mailer = config.smtp && smtpMailer(config.smtp);
  const services = composeServices({
    config,
    log,
    clock,
    repositories,
    auditKey,
    locks,
    seatFeed,
    orderFeed,
    sessionFeed,
    redis,
    keys,
    inbox,
    mailer,
  });
  await services.revokedSessions.start();
  return {
    locks,
    repositories,
    services,
    openConsumers: (consumer) =>
      openConsumers(eventGroupsOf(services, keys), {
        redis,
        keys,
        log,
        consumer,
        onError: onRedisError,
        keep: (reader) => void readers.push(reader),
      }),
    close: async () => {
      services.revokedSessions.stop();
      mailer?.close();
      for (const client of [...readers, subscriber, redis]) client.destroy();
      await mongo.close();
    },
  };
}

interface Parts {
  readonly config: Config;
  readonly log: Logger;
  readonly clock: Clock;
  readonly repositories: Repositories;
  readonly auditKey: AuditKey;
  readonly locks: SeatLocks;
  readonly seatFeed: SeatFeed;
  readonly orderFeed: OrderFeed;
  readonly sessionFeed: SessionFeed;
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly inbox: PaymentInbox;
  readonly mailer: Mailer | null;
}

function composeServices({
  config,
  log,
  clock,
  repositories,
  auditKey,
  locks,
  seatFeed,
  orderFeed,
  sessionFeed,
  redis,
  keys,
  inbox,
  mailer,
}: Parts): Services {
  const { mongo } = repositories;
  const common = { ...repositories, locks, clock };
  const signer = new TicketSigner(config.ticketSigningKey);
  const catalog = new CatalogService(repositories.catalog);
  const maps = new SeatMapService(common);
  const gateway = new PaymentGateway(config.paymentGatewayUrl, config.paymentGatewayKey);
  const identity = composeIdentity({ config, log, clock, repositories, sessionFeed });
  const sales = composeOrders({
    ...common,
    approvals: identity.approvals,
    config,
    log,
    maps,
    catalog,
    signer,
    repositories,
    feed: orderFeed,
    gateway,
    inbox,
  });
  const { orderEffects: effects } = sales;
  const audit = composeAudit({ repositories, auditKey, clock, log });
  const events = composeEvents({ redis, keys, repositories, effects, mailer, clock, log, program: randomUUID() });
  return {
    catalog,
    maps,
    blocks: new SeatBlockService({ ...common, maps, log }),
    holds: new SeatHoldService({ ...common, maps, holdTtlMs: config.holdTtlMs, holdMaximumMs: config.holdMaximumMs }),
    ...sales,
    mapReconciliation: new MapReconciliation({ ...common, catalog, plans: repositories.catalog, maps }),
    ...events,
    prints: new PrintService(common),
    ...composeWaitingList({
      ...common,
      config,
      repositories,
      maps,
      writer: sales.orderWriter,
      outcomes: sales.paymentOutcomes,
      effects,
    }),
    ...composeShifts({ clock, repositories, approvals: identity.approvals, history: audit.audit }),
    ...identity,
    signer,
    ...audit,
    recovery: new RecoveryService({
      ...common,
      catalog,
      maps,
      effects: sales.orderEffects,
      lockAbandonedMs: config.lockAbandonedMs,
    }),
    system: new SystemService({
      mongo,
      pingRedis: async () => void (await redis.ping()),
      events: events.eventStatus,
      version,
      clock,
    }),
    rateLimits: new RateLimitService({ store: config.limitsRates ? new RateLimits(redis, keys) : undefined }),
    seatFeed,
    orderFeed,
    boardFeed: new BoardFeed(seatFeed),
    clock,
    log,
  };
}
