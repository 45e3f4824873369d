import { describe, expect, it } from 'vitest';
import type { HandledEventRepository } from '../../mongo/handled-event-repository.ts';
import { SalesFigureRepository } from '../../mongo/sales-figure-repository.ts';
import { counted, openEventOffice, recount, type EventOffice } from '../../testing/event-office.ts';
import { readPdf } from '../notifications/testing/read-pdf.ts';
import { SalesFiguresService } from './sales-figures-service.ts';

/** Sells a seat of its own to each of twelve guests. */
async function sellToGuests(events: EventOffice): Promise<readonly string[]> {
  const guests = [...'ABCDEFGHIJKL'].map((row) => ({
    seatId: `${row}1`,
    email: `guest-${row}@mail.test`.toLowerCase(),
  }));
  for (const { seatId, email } of guests) await events.sell([seatId], email);
  return guests.map(({ email }) => email);
}

async function expectOneMailEach({ mailbox }: EventOffice, guests: readonly string[]): Promise<void> {
  for (const guest of guests) expect(await mailbox.mailsTo(guest)).toHaveLength(1);
}

/** Every event of the stream once more, as if another relay had told it, too. */
async function doubleStream({ office: { redis, keys } }: EventOffice): Promise<void> {
  const entries = (await redis.xRange(keys.orderEvents, '-', '+')) ?? [];
  for (const { message } of entries) await redis.xAdd(keys.orderEvents, '*', message);
}

describe('what happens to an order', () => {
  it('reaches the guest with tickets that the door accepts, and the figures', async () => {
    await using events = await openEventOffice();
    const { office, mailbox } = events;
    const order = await events.sell(['A1', 'A2'], 'guest@mail.test', 'de');
    await events.sell(['A3']);
    await events.relay();
    await events.consume(office);
    const [mail] = await mailbox.waitForMails('guest@mail.test');
    expect(mail?.subject).toBe('Ihre Karten: A Test');
    const [attachment] = mail?.attachments ?? [];
    const pages = readPdf(Buffer.from(attachment?.content as ArrayBuffer));
    expect(pages.map(({ code }) => office.services.signer.verify(code ?? ''))).toEqual(
      order.tickets.map(({ serial, seatId }) => ({ serial, showtimeId: order.showtimeId, seatId })),
    );
    expect(await office.repositories.mongo.collections.notifications.find().toArray()).toMatchObject([
      { kind: 'ORDER_CONFIRMATION', orderId: order.id, locale: 'de', state: 'SENT', attempts: 1, reason: null },
    ]);
    const entries = await office.repositories.mongo.collections.auditEntries
      .find({ action: 'notification.sent' })
      .toArray();
    expect(entries).toMatchObject([{ orderId: order.id, details: { kind: 'ORDER_CONFIRMATION', locale: 'de' } }]);
    expect(await counted(events)).toEqual(await recount(events));
    expect(Object.values(await counted(events))).toMatchObject([{ sold: 3, soldAmount: 4_050, returned: 0 }]);
  });

  it('is told of again when tickets go back', async () => {
    await using events = await openEventOffice();
    const { office, mailbox } = events;
    const order = await events.sell(['B1', 'B2', 'B3'], 'guest@mail.test');
    await events.refund(
      order,
      order.tickets.slice(0, 1).map(({ id }) => id),
    );
    await events.refund(order);
    await events.relay();
    await events.consume(office);
    const mails = await mailbox.waitForMails('guest@mail.test', 2);
    const subjects = mails.map(({ subject = '' }) => subject).toSorted();
    expect(subjects).toEqual(['Your refund: A Test', 'Your refund: A Test']);
    // By the time the confirmation was to be written there was nothing to confirm.
    const decided = await office.repositories.mongo.collections.notifications.find().sort({ _id: 1 }).toArray();
    expect(decided.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'ORDER_CONFIRMATION NOT_SENT',
      'REFUND SENT',
      'REFUND SENT',
    ]);
    expect(await counted(events)).toEqual(await recount(events));
    expect(Object.values(await counted(events))).toMatchObject([{ sold: 3, returned: 3, returnedAmount: 4_050 }]);
  });

  it('is neither lost nor doubled when Redis loses its data, before and after it was handled', async () => {
    await using events = await openEventOffice();
    const { office } = events;
    const guests = await sellToGuests(events);
    await events.relay();
    await office.redis.flushAll();
    await events.relay();
    await events.consume(office);
    await office.redis.flushAll();
    await events.relay();
    expect(await office.redis.xLen(office.keys.orderEvents)).toBe(guests.length);
    await events.consume(office);
    await expectOneMailEach(events, guests);
    expect(await counted(events)).toEqual(await recount(events));
  });

  it('has one effect when two relays tell it and two programs handle it at once', async () => {
    await using events = await openEventOffice();
    const { office } = events;
    const another = await office.another();
    const guests = await sellToGuests(events);
    await Promise.all([
      events.relay(office),
      events.relay(another),
      // Takes the turn away from whoever has it, so that both relay.
      (async () => {
        for (let time = 0; time < 50; time += 1) await office.redis.del(office.keys.relayTurn);
      })(),
    ]);
    await doubleStream(events);
    expect(await office.redis.xLen(office.keys.orderEvents)).toBeGreaterThanOrEqual(2 * guests.length);
    await events.consume(office, another);
    await expectOneMailEach(events, guests);
    expect(await counted(events)).toEqual(await recount(events));
  });

  it('is counted twice by a reader that remembers nothing: the recount finds it', async () => {
    await using events = await openEventOffice();
    const { office } = events;
    await events.sell(['A1']);
    const forgetful = new SalesFiguresService({
      ...office.repositories,
      handled: {
        among: () => Promise.resolve(new Set<string>()),
        remember: () => Promise.resolve(),
      } as unknown as HandledEventRepository,
      figures: new SalesFigureRepository(office.repositories.mongo),
      clock: office.services.clock,
    });
    const [row] = await office.repositories.mongo.collections.outbox.find().toArray();
    if (!row) throw new Error('the sale left no row in the outbox');
    const event = { id: row._id, type: row.type, orderId: row.orderId, at: row.at, data: {} };
    await forgetful.handle([{ event, attempt: 1, isLast: false }]);
    expect(await counted(events)).toEqual(await recount(events));
    await forgetful.handle([{ event, attempt: 2, isLast: false }]);
    expect(await counted(events)).not.toEqual(await recount(events));
  });
});
