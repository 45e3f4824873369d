import type { OrderId } from '#shared/domain/ids.ts';
import { seatHoldingStates } from '#shared/domain/order-state.ts';
import { seatStates } from '#shared/domain/seat-map.ts';
import type { Fund } from '../domain/fund.ts';
import { fundsOf } from '../domain/funds.ts';
import { amountDue, validTickets, type Order } from '../domain/order.ts';
import { worthOf, type Refund } from '../domain/refund.ts';
import type { CashMovement, Shift } from '../domain/shift.ts';
import { fromDocument } from '../mongo/documents.ts';
import type { GatewayLedger } from '../payments/contract.ts';
import type { CardOffice } from './card-office.ts';

/** Everything that was written about sales. */
interface Books {
  readonly orders: readonly Order[];
  readonly refunds: readonly Refund[];
  readonly movements: readonly CashMovement[];
  readonly shifts: readonly Shift[];
  readonly ledger: GatewayLedger;
}

/**
 * What is wrong with the box office's books, in words; nothing when seats, tickets, drawers and cards agree. Ask when
 * nothing is under way any more.
 */
export async function faultsInBooks({ office, gateway }: Pick<CardOffice, 'office' | 'gateway'>): Promise<string[]> {
  const { collections } = office.repositories.mongo;
  const books: Books = {
    orders: (await collections.orders.find().toArray()).map((document) => fromDocument<Order>(document)),
    refunds: (await collections.refunds.find().toArray()).map((document) => fromDocument<Refund>(document)),
    movements: (await collections.cashMovements.find().toArray()).map((each) => fromDocument<CashMovement>(each)),
    shifts: (await collections.shifts.find().toArray()).map((document) => fromDocument<Shift>(document)),
    ledger: await gateway.ledger(),
  };
  return [
    ...(await seatFaults(office, books)),
    ...books.orders.flatMap((order) => orderFaults(order, books)),
    ...cardFaults(books),
    ...cashFaults(books),
    ...(await drawerFaults(office, books)),
  ];
}

/** Claims are the seats of live orders, and the maps show the claims. */
async function seatFaults(office: CardOffice['office'], { orders }: Books): Promise<string[]> {
  const claims = await office.repositories.mongo.collections.showSeats.find().toArray();
  const wanted = orders.flatMap((order) => {
    if (!seatHoldingStates.some((state) => state === order.state)) return [];
    const isPending = order.state === 'PENDING_PAYMENT';
    const places = isPending ? order.lines : validTickets(order);
    return places.map(({ seatId }) => `${order.showtimeId}:${seatId} ${isPending ? 'LOCKED' : 'BOOKED'} ${order.id}`);
  });
  const claimed = claims.map(({ _id, state, orderId }) => `${_id} ${state} ${orderId}`);
  const faults = difference('the claims', claimed, 'the orders', wanted);
  for (const showtime of [office.cinema.showtime, office.cinema.small]) {
    const { packed } = await office.services.maps.state(showtime);
    const shown = [...packed].flatMap((state, index) => (state === '0' ? [] : [`${showtime.id} ${index} ${state}`]));
    const here = claims.filter(({ showtimeId }) => showtimeId === showtime.id);
    const expected = here.map(({ seatIndex, state }) => `${showtime.id} ${seatIndex} ${seatStates[state]}`);
    faults.push(...difference('the map', shown, 'the claims', expected));
  }
  return faults;
}

/** What paid for an order, less what went back, is what its valid tickets are worth; also for each fund alone. */
function orderFaults(order: Order, { refunds }: Books): string[] {
  if (order.paidAt === null) return [];
  const own = refunds.filter(({ orderId }) => orderId === order.id);
  const left = fundsOf(order).map((fund) => ({ fund, amount: fund.amount.amount - drawnFrom(fund, own) }));
  const worth = worthOf(validTickets(order), order.total.currency).amount;
  const faults = left
    .filter(({ amount }) => amount < 0)
    .map(({ fund, amount }) => `${order.id} gave ${-amount} more back than ${fund.tender} ${fund.intentId} paid`);
  const rest = sum(left.map(({ amount }) => amount));
  if (rest !== worth) faults.push(`${order.id} keeps ${rest} for tickets worth ${worth}`);
  return faults;
}

/** What the gateway keeps of each card is what the orders have from it. */
function cardFaults({ orders, refunds, ledger }: Books): string[] {
  return ledger.captures.flatMap(({ id, amount }) => {
    const sent = ledger.refunds.filter(({ intentId, state }) => intentId === id && state !== 'FAILED');
    const kept = amount.amount - sum(sent.map((each) => each.amount.amount));
    const inOrders = orders.flatMap((order) =>
      order.paidAt === null
        ? []
        : fundsOf(order)
            .filter(({ intentId }) => intentId === id)
            .map((fund) => fund.amount.amount - drawnFrom(fund, ofOrder(refunds, order.id))),
    );
    return kept === sum(inOrders) ? [] : [`the gateway keeps ${kept} of ${id}, the orders have ${sum(inOrders)}`];
  });
}

/** All cash that was taken and not given back pays for valid tickets. */
function cashFaults({ orders, refunds, movements }: Books): string[] {
  const moved = sum(
    movements.filter(({ kind }) => kind === 'SALE' || kind === 'REFUND').map(({ amount }) => amount.amount),
  );
  const inOrders = orders.flatMap((order) =>
    fundsOf(order)
      .filter(({ tender }) => order.paidAt !== null && tender === 'CASH')
      .map((fund) => fund.amount.amount - drawnFrom(fund, ofOrder(refunds, order.id))),
  );
  return moved === sum(inOrders) ? [] : [`${moved} are in the drawers, the orders have ${sum(inOrders)} in cash`];
}

/** What should be in a drawer is its float, the cash sales and the cash refunds of its shift. */
async function drawerFaults({ services }: CardOffice['office'], { orders, refunds, shifts }: Books): Promise<string[]> {
  const faults = await Promise.all(
    shifts.map(async (shift) => {
      const sold = orders.filter(
        ({ shiftId, payment, paidAt }) => shiftId === shift.id && payment.kind === 'CASH' && paidAt,
      );
      const paidBack = refunds.filter(({ shiftId, tender }) => shiftId === shift.id && tender === 'CASH');
      const counted =
        shift.openingFloat.amount +
        sum(sold.map((order) => amountDue(order).amount)) -
        sum(paidBack.map(({ fund }) => fund.amount.amount));
      const { amount } = await services.shifts.expected(shift);
      return amount === counted
        ? []
        : [`shift ${shift.number} expects ${amount}, its sales and refunds say ${counted}`];
    }),
  );
  return faults.flat();
}

function ofOrder(refunds: readonly Refund[], orderId: OrderId): readonly Refund[] {
  return refunds.filter((refund) => refund.orderId === orderId);
}

function drawnFrom({ tender, intentId }: Fund, refunds: readonly Refund[]): number {
  const own = refunds.filter(({ fund }) => fund.tender === tender && fund.intentId === intentId);
  return sum(own.map(({ fund }) => fund.amount.amount));
}

function difference(oneName: string, one: readonly string[], otherName: string, other: readonly string[]): string[] {
  return [
    ...one.filter((each) => !other.includes(each)).map((each) => `${oneName} have ${each}, ${otherName} don't`),
    ...other.filter((each) => !one.includes(each)).map((each) => `${otherName} have ${each}, ${oneName} don't`),
  ];
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
