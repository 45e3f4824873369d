import { randomUUID } from 'node:crypto';
import { expect, vi } from 'vitest';
import type { Composition } from '../compose.ts';
import type { Actor } from '../domain/actor.ts';
import type { Order } from '../domain/order.ts';
import type { Refund } from '../domain/refund.ts';
import { freshRedis } from '../embedded/testing.ts';
import { fromDocument } from '../mongo/documents.ts';
import { placeId, type SalesFigure } from '../mongo/sales-figure-repository.ts';
import { readGroupStatus } from '../redis/event-streams/group-status.ts';
import { eventTopics } from '../redis/event-streams/topics.ts';
import { businessDateOf } from '../services/business-day.ts';
import type { Clock } from '../services/clock.ts';
import { openBoxOffice, type TestBoxOffice } from './box-office.ts';
import { openMailbox, type TestMailbox } from './mailbox.ts';
import { adultSale, holdSeats, openShift } from './sale.ts';
import { managerApproval, orderOf } from './sold-order.ts';

/** A box office with a Redis of its own, which may be flushed, and a mailbox. */
export interface EventOffice extends AsyncDisposable {
  readonly office: TestBoxOffice;
  readonly mailbox: TestMailbox;
  /** Has an open shift. */
  readonly cashier: Actor;
  /** Sells seats of the large auditorium to adults for cash. */
  sell(seatIds: readonly string[], email?: string, locale?: string): Promise<Order>;
  /** Gives tickets back for cash; all when none are named. */
  refund(order: Order, ticketIds?: readonly string[]): Promise<Order>;
  /** Tells everything that waits in the outbox. */
  relay(program?: Composition): Promise<void>;
  /** Lets each of these programs' consumers work side by side until the groups have handled everything. */
  consume(...programs: readonly Composition[]): Promise<void>;
  /** How many events the groups of orders still have before them. */
  unhandled(): Promise<number>;
}

interface Options {
  readonly settings?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
}

export async function openEventOffice({ settings = {}, clock }: Options = {}): Promise<EventOffice> {
  const redis = await freshRedis();
  const mailbox = await openMailbox();
  const office = await openBoxOffice({
    redisUrl: redis.url,
    settings: { SMTP_URL: mailbox.smtp, MAIL_FROM: 'Test Cinema <tickets@cinema.test>', ...settings },
    ...(clock && { clock }),
  });
  const { services, cinema, keys } = office;
  const cashier = office.actor('CASHIER');
  await openShift(office, cashier);
  const orderTopics = eventTopics(keys).filter(({ name }) => name === 'orders');
  const unhandled = async (): Promise<number> => {
    const groups = await Promise.all(orderTopics.map((topic) => readGroupStatus(office.redis, keys, topic)));
    return groups.flat().reduce((sum, { lag, pending }) => sum + lag + pending, 0);
  };
  return {
    office,
    mailbox,
    cashier,
    unhandled,
    async sell(seatIds, email, locale = 'en') {
      const hold = await holdSeats(office, cashier, cinema.showtime.id, seatIds);
      const contact = email === undefined ? null : { email, locale };
      return orderOf(await services.orders.place(cashier, { ...adultSale(hold), contact }));
    },
    async refund(order, ticketIds) {
      const request = { orderId: order.id, ticketIds: ticketIds ?? null, reason: 'the film broke' };
      const approved = { ...request, approval: managerApproval, idempotencyKey: randomUUID() };
      return orderOf(await services.returns.refund(cashier, approved));
    },
    async relay(program = office) {
      while ((await program.services.relay.step()) > 0);
    },
    async consume(...programs) {
      const consumers = await Promise.all(programs.map((program) => program.openConsumers(randomUUID())));
      let isDone = false;
      const loops = consumers.flat().map(async (consumer) => {
        while (!isDone) await consumer.step(20);
      });
      const watch = async (): Promise<void> => {
        try {
          await vi.waitFor(async () => expect(await unhandled()).toBe(0), { timeout: 50_000, interval: 20 });
        } finally {
          isDone = true;
        }
      };
      await Promise.all([watch(), ...loops]);
    },
    async [Symbol.asyncDispose]() {
      await office[Symbol.asyncDispose]();
      await mailbox[Symbol.asyncDispose]();
      await redis.dispose();
    },
  };
}

/** The sales figures as the orders and refunds themselves give them, by place. */
export async function recount({ office }: Pick<EventOffice, 'office'>): Promise<Readonly<Record<string, SalesFigure>>> {
  const { orders, refunds } = office.repositories.mongo.collections;
  const records = (await refunds.find().toArray()).map((document) => fromDocument<Refund>(document));
  const figures = new Map<string, SalesFigure>();
  const add = (order: Order, at: Date, ticketType: string, gain: Partial<SalesFigure>): void => {
    const { cinemaId } = office.cinema.showtime;
    const date = businessDateOf(at, 'Europe/Paris');
    const place = { cinemaId, date, showtimeId: order.showtimeId, ticketType, currency: 'EUR' };
    const before = figures.get(placeId(place)) ?? { ...place, sold: 0, soldAmount: 0, returned: 0, returnedAmount: 0 };
    figures.set(placeId(place), {
      ...before,
      sold: before.sold + (gain.sold ?? 0),
      soldAmount: before.soldAmount + (gain.soldAmount ?? 0),
      returned: before.returned + (gain.returned ?? 0),
      returnedAmount: before.returnedAmount + (gain.returnedAmount ?? 0),
    });
  };
  for (const order of (await orders.find().toArray()).map((document) => fromDocument<Order>(document))) {
    for (const { id, ticketType, price } of order.tickets) {
      if (order.paidAt) add(order, order.paidAt, ticketType, { sold: 1, soldAmount: price.amount });
      const record = records.find(({ ticketIds }) => ticketIds.includes(id));
      if (record) add(order, record.requestedAt, ticketType, { returned: 1, returnedAmount: price.amount });
    }
  }
  return Object.fromEntries(figures);
}

/** The sales figures as they were counted from events, by place. */
export async function counted({ office }: Pick<EventOffice, 'office'>): Promise<Readonly<Record<string, SalesFigure>>> {
  const documents = await office.repositories.mongo.collections.salesFigures.find().toArray();
  return Object.fromEntries(documents.map(({ _id, ...figure }) => [_id, figure]));
}
