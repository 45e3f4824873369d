import { randomUUID } from 'node:crypto';
import { expect, vi } from 'vitest';
import type { Actor } from '../domain/actor.ts';
import type { Order } from '../domain/order.ts';
import type { Refund } from '../domain/refund.ts';
import { isFinalIntentState } from '../payments/contract.ts';
import { faultsInBooks } from './books.ts';
import { found, placeCardOrder, type CardOffice } from './card-office.ts';
import { fixturePin } from './fixture-cinema.ts';
import { adultSale, holdSeats, openShift } from './sale.ts';

/** The fixture's manager agrees. */
export const managerApproval = { username: 'manager', pin: fixturePin };

/** A cashier with an open shift. */
export async function cashierOf({ office }: Pick<CardOffice, 'office'>): Promise<Actor> {
  const cashier = office.actor('CASHIER');
  await openShift(office, cashier);
  return cashier;
}

/** What a service was to answer with an order; throws its failure otherwise. */
export function orderOf(
  outcome: { readonly order: Order } | { readonly failure: { readonly __typename: string; readonly message: string } },
): Order {
  if ('order' in outcome) return outcome.order;
  throw new Error(`${outcome.failure.__typename}: ${outcome.failure.message}`);
}

/** The name of the failure, or the state of the order. */
export function answerOf(
  outcome: { readonly order: Order } | { readonly failure: { readonly __typename: string } },
): string {
  return 'order' in outcome ? outcome.order.state : outcome.failure.__typename;
}

/** Sells seats of the large auditorium to adults for the exact cash. */
export async function sellForCash(
  { office }: Pick<CardOffice, 'office'>,
  cashier: Actor,
  seatIds: readonly string[],
): Promise<Order> {
  const hold = await holdSeats(office, cashier, office.cinema.showtime.id, seatIds);
  return orderOf(await office.services.orders.place(cashier, adultSale(hold)));
}

/** Sells seats of the large auditorium to adults by card, and waits for the capture. */
export async function sellByCard(cards: CardOffice, actor: Actor, seatIds: readonly string[]): Promise<Order> {
  return decided(cards, await placeCardOrder(cards, actor, cards.office.cinema.showtime.id, seatIds));
}

/** Reserves seats of the large auditorium for adults. */
export async function reserve(
  { office }: Pick<CardOffice, 'office'>,
  actor: Actor,
  seatIds: readonly string[],
): Promise<Order> {
  const hold = await holdSeats(office, actor, office.cinema.showtime.id, seatIds);
  const { tender: _tender, ...request } = adultSale(hold);
  return orderOf(await office.services.orders.reserve(actor, request));
}

/** Waits until the gateway has decided all payments of an order, tells the box office, and gives the order by then. */
export async function decided(cards: CardOffice, order: Pick<Order, 'id'>): Promise<Order> {
  const { office, gateway } = cards;
  const intents = await vi.waitFor(
    async () => {
      const all = await gateway.client.intentsFor(order.id);
      const open = all.filter(({ state }) => !isFinalIntentState(state));
      if (open.length > 0) throw new Error(`${open.length} payments of ${order.id} are open`);
      return all;
    },
    { timeout: 20_000, interval: 5 },
  );
  const types = { SUCCEEDED: 'intent.succeeded', DECLINED: 'intent.declined', CANCELLED: 'intent.cancelled' } as const;
  for (const intent of intents) {
    const type = types[intent.state as keyof typeof types];
    await office.services.paymentEvents.apply({ id: randomUUID(), type, createdAt: intent.updatedAt, intent });
  }
  return found(cards, order);
}

/** Goes on asking the gateway until every refund has reached its card. */
export async function allRefundsSettled({ office, pass }: CardOffice): Promise<void> {
  const { refunds } = office.repositories.mongo.collections;
  await vi.waitFor(
    async () => {
      pass(10_000);
      await office.services.reconciliation.settleRefunds();
      expect(await refunds.countDocuments({ settledAt: null })).toBe(0);
    },
    { timeout: 20_000, interval: 5 },
  );
}

/** The refunds of an order, the oldest first, as tender and amount. */
export async function refundsOf({ office }: Pick<CardOffice, 'office'>, { id }: Pick<Order, 'id'>): Promise<string[]> {
  const refunds: readonly Refund[] = await office.repositories.refunds.ofOrders([id]);
  return refunds.map(({ kind, tender, fund, state }) => `${kind} ${tender} ${fund.amount.amount} ${state}`);
}

/** What the history says of an order, each step once, by name. */
export async function historyOf({ office }: Pick<CardOffice, 'office'>, { id }: Pick<Order, 'id'>): Promise<string[]> {
  const entries = await office.repositories.mongo.collections.auditEntries.find({ orderId: id }).toArray();
  return entries.map(({ action }) => action).toSorted();
}

/** Fails the test with what is wrong in the books. */
export async function expectSoundBooks(cards: CardOffice): Promise<void> {
  await allRefundsSettled(cards);
  expect(await faultsInBooks(cards)).toEqual([]);
}
