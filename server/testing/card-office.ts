import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import type { Actor } from '../domain/actor.ts';
import type { Order } from '../domain/order.ts';
import { isFinalIntentState, type PaymentIntent } from '../payments/contract.ts';
import type { PlaceOrderInput } from '../services/orders/order-request.ts';
import type { SeatHold } from '../services/seat-hold-service.ts';
import { openBoxOffice, type TestBoxOffice } from './box-office.ts';
import { openGateway, type TestGateway } from './gateway.ts';
import { adultSale, holdSeats } from './sale.ts';

/** A box office that takes cards at a gateway of its own. Its clock stands still until it is moved. */
export interface CardOffice extends AsyncDisposable {
  readonly office: TestBoxOffice;
  readonly gateway: TestGateway;
  /** Moves the server's clock; Redis and the gateway keep theirs. */
  readonly pass: (ms: number) => void;
}

export async function openCardOffice(
  settings: Readonly<Record<string, string>> = {},
  terminalDelayMs = 5,
): Promise<CardOffice> {
  const gateway = await openGateway({ terminalDelayMs });
  let aheadMs = 0;
  const clock = (): Date => new Date(Date.now() + aheadMs);
  const office = await openBoxOffice({ clock, settings: { ...gateway.settings, ...settings } });
  return {
    office,
    gateway,
    pass: (ms) => {
      aheadMs += ms;
    },
    async [Symbol.asyncDispose]() {
      await office[Symbol.asyncDispose]();
      await gateway[Symbol.asyncDispose]();
    },
  };
}

/** A request to sell a hold to adults by card at a terminal. */
export function cardSale(hold: Pick<SeatHold, 'id' | 'seatIds'>, terminalId = 'terminal-1'): PlaceOrderInput {
  return { ...adultSale(hold), tender: { kind: 'CARD', terminalId } };
}

/** Holds seats and places a card order for them; throws when it isn't accepted. */
export async function placeCardOrder(
  { office }: Pick<CardOffice, 'office'>,
  actor: Actor,
  showtimeId: string,
  seatIds: readonly string[],
  terminalId?: string,
): Promise<Order> {
  const hold = await holdSeats(office, actor, showtimeId, seatIds);
  const outcome = await office.services.orders.place(actor, cardSale(hold, terminalId));
  if ('failure' in outcome) throw new Error(outcome.failure.message);
  return outcome.order;
}

/** The intent of a card order, as the gateway has it. */
export async function intentOf({ gateway }: Pick<CardOffice, 'gateway'>, order: Order): Promise<PaymentIntent> {
  const [intent] = await gateway.client.intentsFor(order.id);
  if (!intent) throw new Error(`the gateway has no intent for the order ${order.id}`);
  return intent;
}

/** Waits until the gateway has decided, tells the box office as a webhook would, and gives the order as it then is. */
export async function settle(cards: CardOffice, order: Order): Promise<Order> {
  const { services } = cards.office;
  const intent = await vi.waitFor(
    async () => {
      const asked = await intentOf(cards, order);
      if (!isFinalIntentState(asked.state)) throw new Error(`the intent is ${asked.state}`);
      return asked;
    },
    { timeout: 20_000, interval: 5 },
  );
  const types = { SUCCEEDED: 'intent.succeeded', DECLINED: 'intent.declined', CANCELLED: 'intent.cancelled' } as const;
  const type = types[intent.state as keyof typeof types];
  await services.paymentEvents.apply({ id: randomUUID(), type, createdAt: intent.updatedAt, intent });
  return found(cards, order);
}

/** The order as it is stored now. */
export async function found({ office }: Pick<CardOffice, 'office'>, { id }: Pick<Order, 'id'>): Promise<Order> {
  const order = await office.services.orderQueries.find(id);
  if (!order) throw new Error(`the order ${id} is missing`);
  return order;
}
