import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openApi, type TestApi } from '../testing/api-client.ts';
import { openCardOffice, type CardOffice } from '../testing/card-office.ts';
import { decided, expectSoundBooks, managerApproval } from '../testing/sold-order.ts';

let cards: CardOffice;
let api: TestApi;

beforeAll(async () => {
  cards = await openCardOffice();
  api = await openApi(cards.office);
});

afterAll(async () => {
  await expectSoundBooks(cards);
  await api[Symbol.asyncDispose]();
  await cards[Symbol.asyncDispose]();
});

type Answer = Readonly<Record<string, unknown>> & { readonly __typename: string; readonly id: string };

/** Calls a mutation with one input, and gives its answer. */
async function call(token: string, name: string, input: Readonly<Record<string, unknown>>): Promise<Answer> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const order = `... on Order {
    id state tender declineReason amountDue { amount } exchangedFrom tickets { id seatId state }
    refunds { kind tender amount { amount } reason approvedBy }
  }`;
  const query = `mutation ($input: ${type}!) {
    ${name}(input: $input) {
      __typename ${order} ... on Error { code message } ... on ValidationError { field }
      ${approvable.has(name) ? '... on ApprovalRequiredError { permission }' : ''}
    }
  }`;
  const { data, errors } = await api.post<Record<string, Answer>>(query, { input }, token);
  const answer = data?.[name];
  if (!answer) throw new Error(JSON.stringify(errors));
  return answer;
}

const approvable = new Set(['voidOrder', 'refundOrder', 'exchangeOrder']);

async function hold(token: string, showtimeId: string, seatId: string): Promise<string> {
  const holdId = randomUUID();
  const query = `mutation ($input: HoldSeatsInput!) { holdSeats(input: $input) { __typename } }`;
  const { data } = await api.post(query, { input: { holdId, showtimeId, seatIds: [seatId] } }, token);
  expect(data).toEqual({ holdSeats: { __typename: 'SeatHold' } });
  return holdId;
}

const key = () => ({ idempotencyKey: randomUUID() });
const adult = (seatId: string) => [{ seatId, ticketType: 'ADULT' }];

it('a cashier sells, exchanges, refunds and voids over the API', async () => {
  const { showtime, small } = cards.office.cinema;
  const cashier = await api.signIn('cashier');
  await api.post(`mutation { openShift(input: { openingFloat: 10000 }) { __typename } }`, {}, cashier);
  const cash = { cash: { received: 1_350 } };
  const sell = async (seatId: string) => {
    const holdId = await hold(cashier, showtime.id, seatId);
    return call(cashier, 'placeOrder', { holdId, lines: adult(seatId), tender: cash, ...key() });
  };

  const sold = await sell('A1');
  const exchanged = await call(cashier, 'exchangeOrder', {
    orderId: sold.id,
    holdId: await hold(cashier, small.id, 'A1'),
    lines: adult('A1'),
    reason: 'came too late',
    ...key(),
  });
  expect(exchanged).toMatchObject({
    state: 'PAID',
    tender: 'CREDIT',
    exchangedFrom: sold.id,
    amountDue: { amount: 0 },
  });

  const refund = { orderId: exchanged.id, reason: 'ill', ...key() };
  expect(await call(cashier, 'refundOrder', refund)).toMatchObject({
    __typename: 'ApprovalRequiredError',
    code: 'APPROVAL_REQUIRED',
    permission: 'order.refund',
  });
  const done = await call(cashier, 'refundOrder', { ...refund, approval: managerApproval });
  const paidBack = {
    kind: 'REFUND',
    tender: 'CASH',
    amount: { amount: 1_350 },
    reason: 'ill',
    approvedBy: 'A manager',
  };
  expect(done).toMatchObject({ state: 'REFUNDED', tickets: [{ state: 'RETURNED' }], refunds: [paidBack] });
  expect(await call(cashier, 'refundOrder', refund)).toEqual(done);

  const wrong = { orderId: (await sell('A2')).id, reason: 'typed wrongly', approval: managerApproval, ...key() };
  expect(await call(cashier, 'voidOrder', wrong)).toMatchObject({ state: 'VOIDED', refunds: [{ kind: 'VOID' }] });
  expect(await call(cashier, 'voidOrder', { ...wrong, ...key() })).toMatchObject({
    __typename: 'InvalidTransitionError',
  });
});

it('a reservation is collected over the API, and a customer cancels', async () => {
  const { showtime } = cards.office.cinema;
  const [cashier, customer] = [await api.signIn('cashier'), await api.signIn('customer')];
  const holdId = await hold(cashier, showtime.id, 'B1');
  const reserved = await call(cashier, 'reserveSeats', { holdId, lines: adult('B1'), ...key() });
  expect(reserved).toMatchObject({ state: 'PENDING_PAYMENT', tender: 'UNPAID' });
  await cards.gateway.setTerminal('poor', { behaviour: 'DECLINE', delayMs: 1 });
  const pay = (tender: object) => call(cashier, 'payOrder', { orderId: reserved.id, tender, ...key() });
  expect(await pay({ card: { terminalId: 'poor' } })).toMatchObject({ state: 'PENDING_PAYMENT', tender: 'CARD' });
  await decided(cards, await orderWith(reserved.id));
  expect(await pay({ cash: { received: 1_350 } })).toMatchObject({ state: 'PAID', tickets: [{ seatId: 'B1' }] });

  const own = { holdId: await hold(customer, showtime.id, 'B2'), lines: adult('B2') };
  const place = (tender: object) => call(customer, 'placeOrder', { ...own, tender, ...key() });
  expect(await place({ cash: { received: 1_350 } })).toMatchObject({
    __typename: 'ValidationError',
    field: 'tender.cash',
  });
  const order = await place({ card: {} });
  await decided(cards, await orderWith(order.id));
  const foreign = await call(customer, 'cancelMyOrder', { orderId: reserved.id, ...key() });
  expect(foreign.__typename).toBe('NotFoundError');
  expect(await call(customer, 'cancelMyOrder', { orderId: order.id, ...key() })).toMatchObject({ __typename: 'Order' });
  for (const mutation of ['refundOrder', 'voidOrder']) {
    const request = { orderId: order.id, reason: 'mine', ...key() };
    await expect(call(customer, mutation, request)).rejects.toThrow('FORBIDDEN');
  }
});

async function orderWith(id: string) {
  const order = await cards.office.services.orderQueries.find(id);
  if (!order) throw new Error(`there is no order ${id}`);
  return order;
}
