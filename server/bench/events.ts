import { randomUUID } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { asId, type OrderId, type ShowtimeId, type TicketId } from '#shared/domain/ids.ts';
import { money } from '#shared/domain/money.ts';
import type { Order } from '../domain/order.ts';
import type { OrderEvent } from '../domain/order-event.ts';
import { createLog } from '../log.ts';
import { connectMongo, type Mongo } from '../mongo/client.ts';
import { prepareCollections } from '../mongo/collections.ts';
import { toDocument } from '../mongo/documents.ts';
import { HandledEventRepository } from '../mongo/handled-event-repository.ts';
import { OrderRepository } from '../mongo/order-repository.ts';
import { OutboxRepository } from '../mongo/outbox-repository.ts';
import { RefundRepository } from '../mongo/refund-repository.ts';
import { SalesFigureRepository } from '../mongo/sales-figure-repository.ts';
import { connectRedis, type RedisClient } from '../redis/client.ts';
import { ConsumerGroup } from '../redis/event-streams/consumer-group.ts';
import { patientRetry, type EventHandler } from '../redis/event-streams/event-handler.ts';
import { ensureGroup } from '../redis/event-streams/groups.ts';
import { RelayTurns } from '../redis/event-streams/relay-turn.ts';
import { Keys } from '../redis/keys.ts';
import { orderEventGroup, OrderEvents } from '../redis/order-events.ts';
import { EventRelay } from '../services/events/event-relay.ts';
import { SalesFiguresService } from '../services/events/sales-figures-service.ts';
import { benchPrice, type BenchOffice } from './bench-office.ts';

const orderCount = 10_000;
const batch = 200;

export interface EventsResult {
  readonly relayedPerSecond: number;
  /** Against bare XADDs, as many in a round trip. */
  readonly relayRatio: number;
  readonly consumedPerSecond: number;
  /** Against bare XREADGROUP and XACK, as many at once. */
  readonly consumeRatio: number;
  readonly figuresPerSecond: number;
}

/** Telling the changes of orders, and working them off. In a database and with keys that no running program knows. */
export async function benchEvents(office: BenchOffice): Promise<EventsResult> {
  const url = new URL(office.config.mongoUrl);
  url.pathname = `/bench-events-${randomUUID()}`;
  const mongo = await connectMongo(url.toString());
  const redis = await connectRedis(office.config.redisUrl, () => undefined);
  const keys = new Keys(`bench-events-${randomUUID()}`);
  try {
    await prepareCollections(mongo.db);
    await addPaidOrders(mongo, office);
    const relayedPerSecond = await relay(mongo, redis, keys);
    const consumedPerSecond = await consume(redis, keys, { ...doNothing, group: 'notifications' });
    const figures = new SalesFiguresService({
      mongo,
      orders: new OrderRepository(mongo),
      refunds: new RefundRepository(mongo),
      catalog: office.composition.repositories.catalog,
      handled: new HandledEventRepository(mongo),
      figures: new SalesFigureRepository(mongo),
      clock: () => new Date(),
    });
    const figuresPerSecond = await consume(redis, keys, figures);
    const bareStream = `${keys.orderEvents}:bare`;
    const relayRatio = relayedPerSecond / (await bareAdds(redis, bareStream));
    const consumeRatio = consumedPerSecond / (await bareReads(redis, bareStream));
    await redis.del([keys.orderEvents, bareStream]);
    return { relayedPerSecond, relayRatio, consumedPerSecond, consumeRatio, figuresPerSecond };
  } finally {
    redis.destroy();
    await mongo.db.dropDatabase();
    await mongo.close();
  }
}

const doNothing: Omit<EventHandler<OrderEvent>, 'group'> = {
  batchSize: batch,
  parallel: 1,
  retry: patientRetry,
  handle: () => Promise.resolve(),
};

/** From the outbox into the stream, but for what an order's effects cost: that is a script of the seat map. */
async function relay(mongo: Mongo, redis: RedisClient, keys: Keys): Promise<number> {
  const eventRelay = new EventRelay({
    outbox: new OutboxRepository(mongo),
    orders: new OrderRepository(mongo),
    effects: { apply: () => Promise.resolve() },
    turns: new RelayTurns(redis, keys, 'bench'),
    events: new OrderEvents(redis, keys),
    clock: () => new Date(),
    log: createLog('bench', 'error'),
  });
  return rate(async () => {
    while ((await eventRelay.step()) > 0);
  });
}

async function consume(redis: RedisClient, keys: Keys, handler: EventHandler<OrderEvent>): Promise<number> {
  const group = new ConsumerGroup({
    reader: redis,
    keys,
    definition: orderEventGroup(keys, handler),
    consumer: 'bench',
    isOutage: () => false,
    onFailure: ({ error }) => {
      throw error;
    },
  });
  return rate(async () => {
    for (let handled = 0; handled < orderCount;) handled += await group.step(1_000);
  });
}

async function bareAdds(redis: RedisClient, stream: string): Promise<number> {
  const fields = { id: uuid(), type: 'order.paid', orderId: uuid(), at: String(Date.now()), data: '{}' };
  return rate(async () => {
    for (let added = 0; added < orderCount; added += batch) {
      await Promise.all(Array.from({ length: batch }, () => redis.xAdd(stream, '*', fields)));
    }
  });
}

async function bareReads(redis: RedisClient, stream: string): Promise<number> {
  await ensureGroup(redis, [stream], 'bench');
  return rate(async () => {
    for (;;) {
      const reply = await redis.xReadGroup('bench', 'bench', [{ key: stream, id: '>' }], { COUNT: batch });
      const [first] = (reply ?? []) as readonly { readonly messages: readonly { readonly id: string }[] }[];
      if (!first) return;
      await redis.xAck(
        stream,
        'bench',
        first.messages.map(({ id }) => id),
      );
    }
  });
}

/** Orders a second that `work` gets through. */
async function rate(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (orderCount / (performance.now() - startedAt)) * 1_000;
}

/** Paid orders of two seats with their rows in the outbox, over ten showtimes. */
async function addPaidOrders(mongo: Mongo, office: BenchOffice): Promise<void> {
  const showtimeIds = office.showtimeIds.slice(0, 10);
  const at = new Date();
  for (let first = 0; first < orderCount; first += 1_000) {
    const orders = Array.from({ length: 1_000 }, (_each, index) => paidOrder(showtimeIds, first + index, at));
    await mongo.collections.orders.insertMany(orders.map(toDocument));
    const rows = orders.map(({ id: orderId }) => ({
      _id: uuid(),
      type: 'order.paid' as const,
      orderId,
      at,
      relayedIn: 0,
    }));
    await mongo.collections.outbox.insertMany(rows);
  }
}

/** What the consumers read of an order; the rest of it costs nothing here. */
function paidOrder(showtimeIds: readonly ShowtimeId[], index: number, at: Date): Order {
  const ticket = (number: number) => ({
    id: asId<TicketId>(uuid()),
    ticketType: 'ADULT',
    price: money(benchPrice, 'EUR'),
    state: 'VALID',
    number,
  });
  return {
    id: asId<OrderId>(uuid()),
    code: String(index).padStart(8, '0'),
    state: 'PAID',
    showtimeId: showtimeIds[index % showtimeIds.length],
    tickets: [ticket(1), ticket(2)],
    contact: null,
    placedAt: at,
    paidAt: at,
  } as unknown as Order;
}
