import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { describe, expect, it, vi } from 'vitest';
import { asId, type OrderId } from '#shared/domain/ids.ts';
import { seededRandom } from '../../demo/seeded-random.ts';
import type { Order } from '../../domain/order.ts';
import { ClaimRepository } from '../../mongo/claim-repository.ts';
import { OrderRepository } from '../../mongo/order-repository.ts';
import { isFinalIntentState, type GatewayEvent } from '../../payments/contract.ts';
import { signWebhook } from '../../payments/webhook-signature.ts';
import { openApi, type TestApi } from '../../testing/api-client.ts';
import { cardSale, intentOf, openCardOffice, type CardOffice } from '../../testing/card-office.ts';
import { holdSeats } from '../../testing/sale.ts';

/** Posts a delivery as the gateway does; resolves with the status. */
function deliver(api: TestApi, agent: Agent, body: string, header: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', ...(header && { 'foyer-signature': header }) };
    const outgoing = request(`http://127.0.0.1:${api.port}/webhooks/payments`, { method: 'POST', agent, headers });
    outgoing.once('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

async function placeOrders(cards: CardOffice, count: number): Promise<readonly Order[]> {
  const { office } = cards;
  return Promise.all(
    Array.from({ length: count }, async (_each, index) => {
      const seatId = `${String.fromCharCode(65 + Math.floor(index / 10))}${(index % 10) + 1}`;
      const guest = office.actor('CUSTOMER');
      const hold = await holdSeats(office, guest, office.cinema.showtime.id, [seatId]);
      const terminal = index % 4 === 0 ? 'poor' : 'rich';
      const outcome = await office.services.orders.place(guest, cardSale(hold, terminal));
      if ('failure' in outcome) throw new Error(outcome.failure.message);
      return outcome.order;
    }),
  );
}

/** What the gateway has to say of an order, in its true order: it is being worked on, and how that ended. */
async function eventsOf(cards: CardOffice, order: Order): Promise<readonly GatewayEvent[]> {
  const intent = await vi.waitFor(
    async () => {
      const found = await intentOf(cards, order);
      if (!isFinalIntentState(found.state)) throw new Error(`the intent is ${found.state}`);
      return found;
    },
    { timeout: 30_000 },
  );
  const facts = { createdAt: intent.updatedAt };
  return [
    { ...facts, id: randomUUID(), type: 'intent.processing', intent: { ...intent, state: 'PROCESSING', card: null } },
    {
      ...facts,
      id: randomUUID(),
      type: intent.state === 'SUCCEEDED' ? 'intent.succeeded' : 'intent.declined',
      intent,
    },
  ];
}

/** How often each order was paid or failed, by the audit entries; the orders as they stand. */
async function effectsOn({ office }: CardOffice, orders: readonly Order[]) {
  return Promise.all(
    orders.map(async ({ id }) => {
      const { nodes } = await office.services.audit.page({ orderId: id }, { after: undefined, first: 100 });
      const count = (action: string) => nodes.filter((entry) => entry.action === action).length;
      const order = await office.repositories.orders.find(asId<OrderId>(id));
      return {
        state: order?.state,
        paid: count('order.paid'),
        failed: count('order.payment_failed'),
        issued: count('ticket.issued'),
      };
    }),
  );
}

const paidOnce = { state: 'PAID', paid: 1, failed: 0, issued: 1 };
const failedOnce = { state: 'PAYMENT_FAILED', paid: 0, failed: 1, issued: 0 };

describe('webhooks', () => {
  it('have one effect each in 10,000 repeated and reordered deliveries, worked off by two programs', async () => {
    await using cards = await openCardOffice();
    const { office, gateway } = cards;
    await gateway.setTerminal('poor', { behaviour: 'DECLINE', delayMs: 5 });
    await using api = await openApi(office);
    const orders = await placeOrders(cards, 100);
    const events = (await Promise.all(orders.map((order) => eventsOf(cards, order)))).flat();

    const random = seededRandom('webhooks');
    const deliveries = Array.from({ length: 10_000 }, (_each, index) => events[index % events.length])
      .filter((event) => event !== undefined)
      .map((event) => ({ event, place: random() }))
      .toSorted((a, b) => a.place - b.place);
    const consumers = [
      ...(await office.openConsumers('one')),
      ...(await (await office.another()).openConsumers('two')),
    ];
    const readers = consumers.filter(({ name }) => name === 'payments');
    expect(readers).toHaveLength(2);
    const agent = new Agent({ keepAlive: true, maxSockets: 32 });
    let isDelivering = true;
    const working = readers.map(async (reader) => {
      while ((await reader.step(50)) > 0 || isDelivering);
    });
    const lanes = Array.from({ length: 32 }, async () => {
      for (let next = deliveries.pop(); next; next = deliveries.pop()) {
        const body = JSON.stringify(next.event);
        expect(await deliver(api, agent, body, signWebhook(gateway.webhookSecret, body, new Date()))).toBe(200);
      }
    });
    await Promise.all(lanes);
    isDelivering = false;
    await Promise.all(working);
    agent.destroy();

    const effects = await effectsOn(cards, orders);
    expect(effects).toEqual(orders.map((_order, index) => (index % 4 === 0 ? failedOnce : paidOnce)));
    const stored = await Promise.all(orders.map(({ id }) => office.repositories.orders.find(asId<OrderId>(id))));
    const receipts = stored.flatMap((order) => order?.receiptNumber ?? []);
    expect(new Set(receipts).size).toBe(75);
    const { captures, refunds } = await gateway.ledger();
    expect([captures.length, refunds.length]).toEqual([75, 0]);
  });

  it('would have more effects without what guards an order (negative control)', async () => {
    await using cards = await openCardOffice();
    const [order] = await placeOrders({ ...cards }, 2).then((orders) => orders.slice(1));
    if (!order) throw new Error('the order was not placed');
    const succeeded = (await eventsOf(cards, order)).at(-1);
    if (!succeeded) throw new Error('the gateway has nothing to say');
    const { find, change } = OrderRepository.prototype;
    const finding = vi.spyOn(OrderRepository.prototype, 'find').mockImplementation(async function (
      this: OrderRepository,
      id,
      session,
    ) {
      const found = await find.call(this, id, session);
      return found && { ...found, state: 'PENDING_PAYMENT', payment: { ...order.payment } };
    });
    const changing = vi.spyOn(OrderRepository.prototype, 'change').mockImplementation(function (
      this: OrderRepository,
      id,
      _expected,
      set,
      session,
    ) {
      const states = ['PENDING_PAYMENT', 'PAID'] as const;
      return change.call(this, id, { states }, set, session);
    });
    const booking = vi.spyOn(ClaimRepository.prototype, 'bookLocked').mockResolvedValue();
    for (const id of [randomUUID(), randomUUID()])
      await cards.office.services.paymentEvents.apply({ ...succeeded, id });
    for (const spy of [finding, changing, booking]) spy.mockRestore();
    expect((await effectsOn(cards, [order]))[0]).toMatchObject({ paid: 2, issued: 2 });
  });

  it('are refused when they are forged, old, unsigned, no event, or too large', async () => {
    await using cards = await openCardOffice();
    await using api = await openApi(cards.office);
    const { webhookSecret } = cards.gateway;
    const agent = new Agent();
    const now = new Date();
    const signed = (body: string, at = now, secret = webhookSecret) =>
      deliver(api, agent, body, signWebhook(secret, body, at));
    expect(await deliver(api, agent, '{}', undefined)).toBe(400);
    expect(await deliver(api, agent, '{}', 't=1,v1=00')).toBe(400);
    expect(await signed('{}', now, 'x'.repeat(64))).toBe(401);
    expect(await signed('{}', new Date(now.getTime() - 6 * 60_000))).toBe(401);
    expect(await signed('{}', new Date(now.getTime() + 6 * 60_000))).toBe(401);
    expect(await signed('{}')).toBe(400);
    expect(await signed('not json')).toBe(400);
    expect(await signed(JSON.stringify({ id: 'x'.repeat(300_000) }))).toBe(413);
  });
});
