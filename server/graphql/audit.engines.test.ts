import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditEntry } from '#shared/generated/schema.ts';
import type { Actor } from '../domain/actor.ts';
import type { EventConsumer } from '../services/events/event-consumer.ts';
import { openApi, type TestApi } from '../testing/api-client.ts';
import { openBoxOffice, type TestBoxOffice } from '../testing/box-office.ts';
import { adultSale, holdSeats, openShift } from '../testing/sale.ts';

let office: TestBoxOffice;
let api: TestApi;
let manager: string;
let cashier: Actor;
let orderId: string;
beforeAll(async () => {
  office = await openBoxOffice();
  api = await openApi(office);
  manager = await api.signIn('manager');
  cashier = office.actor('CASHIER');
  await openShift(office, cashier);
  const hold = await holdSeats(office, cashier, office.cinema.showtime.id, ['D7', 'D8']);
  const sold = await office.services.orders.place(cashier, adultSale(hold));
  if (!('order' in sold)) throw new Error(sold.failure.message);
  orderId = sold.order.id;
  await writeHistory();
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await office[Symbol.asyncDispose]();
});

/** Carries the events of holds into the history and seals it, as the worker would. */
async function writeHistory(): Promise<void> {
  const consumers = await office.openConsumers('test');
  const writer = consumers.find(({ name }): boolean => name === 'audit') as EventConsumer;
  await writer.step(1);
  while ((await writer.step(1)) > 0);
  while ((await office.services.auditSealer.sealNext()) > 0);
}

async function ask<Data>(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Data> {
  const { data, errors } = await api.post<Data>(query, variables, manager);
  if (!data) throw new Error(JSON.stringify(errors));
  return data;
}

/** The actions of the entries that a filter finds. */
async function actions(filter: object, order = 'OLDEST_FIRST'): Promise<readonly string[]> {
  const query = `query ($filter: AuditFilter, $order: AuditOrder!) {
    auditEntries(filter: $filter, order: $order, first: 200) { nodes { action } }
  }`;
  const { auditEntries } = await ask<{ auditEntries: { nodes: AuditEntry[] } }>(query, { filter, order });
  return auditEntries.nodes.map(({ action }) => action);
}

describe('audit entries', () => {
  it('are found by what they are about, oldest or newest first', async () => {
    const ofOrder = ['order.placed', 'order.paid', 'ticket.issued', 'ticket.issued'];
    expect(await actions({ orderId })).toEqual(ofOrder);
    expect(await actions({ orderId }, 'NEWEST_FIRST')).toEqual(ofOrder.toReversed());
    expect(await actions({ orderId, seatId: 'D7' })).toEqual(['order.placed', 'order.paid', 'ticket.issued']);
    expect(await actions({ orderId, minimumAmount: 2_000 })).toEqual(['order.placed']);
    expect(await actions({ orderId, maximumAmount: 2_000 })).toEqual(['ticket.issued', 'ticket.issued']);
  });

  it('are found by who did it, by name and by account', async () => {
    const byName = await actions({ actor: cashier.name, showtimeId: office.cinema.showtime.id });
    expect(byName).toEqual(expect.arrayContaining(['hold.placed', 'hold.locked', 'order.placed']));
    expect(await actions({ actor: cashier.staffId, showtimeId: office.cinema.showtime.id })).toEqual(byName);
    expect(await actions({ actor: 'nobody' })).toEqual([]);
  });

  it('are found by their hold, and by part of a reason', async () => {
    const { orders } = office.repositories;
    const { nodes } = await orders.page({}, { after: undefined, first: 1 });
    const [order] = nodes;
    const ofHold = await actions({ holdId: order?.holdId });
    expect(ofHold).toEqual(expect.arrayContaining(['hold.placed', 'hold.locked', 'order.placed']));
    const second = await holdSeats(office, cashier, office.cinema.showtime.id, ['E1']);
    await office.services.holds.change({ holdId: second.id, add: ['E2'], remove: [] });
    await office.services.holds.release(second.id);
    await writeHistory();
    expect(await actions({ holdId: second.id })).toEqual(['hold.placed', 'hold.changed', 'hold.released']);
    expect(await actions({ reason: '.*' })).toEqual([]);
  });

  it('come page by page in either order, each once', async () => {
    const query = `query ($after: String) { auditEntries(first: 3, after: $after, order: OLDEST_FIRST) {
      nodes { id seq hash sealedAt } pageInfo { hasNextPage endCursor } } }`;
    const seen: AuditEntry[] = [];
    let after: string | null | undefined;
    for (let hasNext = true; hasNext;) {
      const page: { auditEntries: { nodes: AuditEntry[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } =
        await ask(query, { after });
      seen.push(...page.auditEntries.nodes);
      ({ hasNextPage: hasNext, endCursor: after } = page.auditEntries.pageInfo);
    }
    const count = await office.repositories.mongo.collections.auditEntries.countDocuments();
    expect(new Set(seen.map(({ id }) => id)).size).toBe(count);
    expect(seen.map(({ seq }) => seq).toSorted((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: count }, (_each, index) => index + 1),
    );
  });
});

describe('the history', () => {
  it('of a seat says who had it and when', async () => {
    const query = `query ($showtimeId: ID!) { seatHistory(showtimeId: $showtimeId, seatId: "D7") {
      entry { action actor } holdId orderId from to } }`;
    const { seatHistory } = await ask<{ seatHistory: { entry: AuditEntry; from: string; to: string }[] }>(query, {
      showtimeId: office.cinema.showtime.id,
    });
    const changes = seatHistory.filter(({ from, to }) => from !== to);
    expect(changes).toMatchObject([
      { entry: { action: 'hold.placed', actor: cashier.name }, orderId, from: 'FREE', to: 'HELD' },
      { entry: { action: 'hold.locked', actor: cashier.name }, orderId, from: 'HELD', to: 'LOCKED' },
      { entry: { action: 'seats.booked' }, orderId, from: 'LOCKED', to: 'BOOKED' },
    ]);
  });

  it('of an order begins with its hold', async () => {
    const query = `query ($orderId: ID!) { orderHistory(orderId: $orderId) { entry { action } from to } }`;
    const { orderHistory } = await ask<{ orderHistory: { entry: AuditEntry; from: string; to: string }[] }>(query, {
      orderId,
    });
    expect(orderHistory[0]).toEqual({ entry: { action: 'hold.placed' }, from: null, to: null });
    expect(orderHistory.map(({ entry }) => entry.action)).toContain('order.paid');
    expect(orderHistory.at(-1)).toMatchObject({ to: 'PAID' });
  });

  it('of a map is what the map was', async () => {
    const { showtime } = office.cinema;
    const query = `query ($id: ID!, $at: DateTime!) { seatMapAt(showtimeId: $id, at: $at) { packed } }`;
    const mapAt = async (id: string, at: Date) =>
      (await ask<{ seatMapAt: { packed: string } | null }>(query, { id, at })).seatMapAt?.packed;
    const { packed, serverTime } = await office.services.maps.state(showtime);
    expect(await mapAt(showtime.id, serverTime)).toBe(packed);
    expect(await mapAt(showtime.id, new Date(0))).toBe('0'.repeat(200));
    expect(await mapAt('nowhere', serverTime)).toBeUndefined();
  });
});

describe('verifyAudit', () => {
  const query = `query ($from: AuditHeadInput) { verifyAudit(from: $from) {
    isIntact verifiedUpTo checked head { seq hash } unsealed faultCount faults { kind seq entryId message } } }`;

  it('says that all is well, goes on from there, and finds what is not', async () => {
    await writeHistory();
    const { verifyAudit } = await ask<{ verifyAudit: { verifiedUpTo: number; head: { seq: number } } }>(query);
    const { head } = verifyAudit;
    expect(verifyAudit).toMatchObject({ isIntact: true, verifiedUpTo: head.seq, checked: head.seq, faults: [] });
    expect(await ask(query, { from: head })).toMatchObject({ verifyAudit: { isIntact: true, checked: 0 } });
    await office.repositories.mongo.collections.auditEntries.updateOne({ seq: 2 }, { $set: { actor: 'Eve' } });
    expect(await ask(query)).toMatchObject({
      verifyAudit: { isIntact: false, verifiedUpTo: 1, faultCount: 1, faults: [{ kind: 'EDITED', seq: 2 }] },
    });
  });
});
