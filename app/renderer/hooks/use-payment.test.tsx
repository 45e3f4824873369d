import { ApolloClient } from '@apollo/client';
import { InMemoryCache } from '@apollo/client/cache';
import { ApolloLink } from '@apollo/client/link';
import { ApolloProvider } from '@apollo/client/react';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { of, throwError, type Observable } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OrderFieldsFragment, PlaceOrderInput } from '../graphql/generated/operations.ts';
import { useCartStore } from '../stores/cart/cart-store.ts';
import type { HoldOutcome } from '../stores/cart/hold-plan.ts';
import type { HoldRunner } from '../stores/cart/hold-runner.ts';
import { useConnectionStore } from '../stores/connection-store.ts';
import { order } from '../stores/printing/testing/sample-order.ts';
import { usePayment } from './use-payment.ts';

type Reply = Observable<ApolloLink.Result>;

const lostAnswer = (): Reply => throwError(() => new TypeError('Failed to fetch'));
const replyWith = (placeOrder: Readonly<Record<string, unknown>>): Reply => of({ data: { placeOrder } });
const sold = (): Reply => replyWith({ ...order });

const cart = useCartStore.getState;
const line = {
  seat: { id: 'F10', row: 'F', number: 10, kind: 'STANDARD' },
  ticketType: 'ADULT',
  price: { amount: 1_350, currency: 'EUR' },
  choices: [],
} as const;

const press = () => document.querySelector('button')?.click();

/** Lets everything run that is ready to run. */
const turn = () => act(() => new Promise((resolve) => setTimeout(resolve)));

describe('payment', () => {
  let sent: PlaceOrderInput[];
  let replies: (() => Reply)[];
  let reported: HoldOutcome[];
  let sales: Sales;
  let root: Root;

  const runner: HoldRunner = {
    want: vi.fn(),
    best: vi.fn(),
    extend: vi.fn(),
    lapse: vi.fn(),
    report: (outcome) => reported.push(outcome),
    settled: () => Promise.resolve(),
  };

  function Till() {
    const pay = usePayment({ runner, currency: 'EUR', linesOf: () => [line], onSold: (made) => sales.add(made) });
    return <button onClick={pay}>Pay</button>;
  }

  beforeEach(() => {
    (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    [sent, replies, reported, sales] = [[], [], [], new Sales()];
    useCartStore.setState(useCartStore.getInitialState(), true);
    useConnectionStore.setState(useConnectionStore.getInitialState(), true);
    cart().begin('showtime');
    const lease = { holdId: 'hold', seatIds: ['F10'], expiresAt: 9e15, deadline: 9e15, duration: 300_000 };
    cart().setPlan({ lease, wanted: ['F10'] });
    const link = new ApolloLink(({ variables }) => {
      sent.push((variables as { input: PlaceOrderInput }).input);
      return (replies.shift() ?? sold)();
    });
    root = createRoot(document.body.appendChild(document.createElement('div')));
    act(() =>
      root.render(
        <ApolloProvider client={new ApolloClient({ cache: new InMemoryCache(), link })}>
          <Till />
        </ApolloProvider>,
      ),
    );
  });
  afterEach(() => {
    act(() => root.unmount());
    document.body.replaceChildren();
    vi.restoreAllMocks();
  });

  it('asks again with the very same request when the answer got lost, and sells once', async () => {
    replies = [lostAnswer, sold];
    act(press);
    await turn();
    expect(cart()).toMatchObject({ payment: 'unknown', notice: { kind: 'unknown' } });
    // The connection comes back: that is what it waits for.
    act(() => useConnectionStore.getState().connected());
    await act(() => sales.first);
    expect(sent).toHaveLength(2);
    expect(sent[1]).toEqual(sent[0]);
    expect(sales.made).toHaveLength(1);
  });

  it('sends one request however often Enter is pressed', async () => {
    act(() => {
      press();
      press();
      press();
    });
    await act(() => sales.first);
    expect(sent).toHaveLength(1);
  });

  it('keeps the order when the shift is not open, and takes a new key afterwards', async () => {
    replies = [() => replyWith({ __typename: 'ShiftNotOpenError' }), sold];
    act(press);
    await turn();
    expect(cart()).toMatchObject({ payment: 'open', notice: { kind: 'shiftNotOpen' }, plan: { wanted: ['F10'] } });
    act(press);
    await act(() => sales.first);
    expect(sent[1]?.idempotencyKey).not.toBe(sent[0]?.idempotencyKey);
  });

  it.each([
    [
      { __typename: 'SeatsUnavailableError', seatIds: ['F10'] },
      { kind: 'unavailable', seatIds: ['F10'] },
    ],
    [{ __typename: 'HoldExpiredError' }, { kind: 'expired' }],
    [{ __typename: 'HoldConflictError' }, { kind: 'conflict' }],
    [{ __typename: 'SalesClosedError' }, { kind: 'closed' }],
  ])('leaves what happened to the seats to the hold: %o', async (reply, outcome) => {
    replies = [() => replyWith(reply)];
    act(press);
    await turn();
    expect(reported).toEqual([outcome]);
    expect(cart().payment).toBe('open');
  });

  it('asks for nothing as long as the guest has not handed over enough', async () => {
    cart().setReceived(1_000);
    act(press);
    await turn();
    expect(sent).toEqual([]);
    expect(cart().notice).toEqual({ kind: 'amountTooLow', missing: { amount: 350, currency: 'EUR' } });
  });
});

/** The sales that were made, and a promise of the first one. */
class Sales {
  readonly made: OrderFieldsFragment[] = [];
  readonly first: Promise<void>;
  #resolve: () => void = () => undefined;

  constructor() {
    this.first = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  add(sale: OrderFieldsFragment): void {
    this.made.push(sale);
    this.#resolve();
  }
}
