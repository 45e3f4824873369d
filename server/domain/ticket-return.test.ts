import { describe, expect, it } from 'vitest';
import { asId, type SeatId, type StaffId, type TicketId } from '#shared/domain/ids.ts';
import { money } from '#shared/domain/money.ts';
import { parseContact } from './contact.ts';
import { mayActOn } from './order-access.ts';
import type { Fund } from './fund.ts';
import { draw, fundsOf } from './funds.ts';
import type { Order, Ticket } from './order.ts';
import { refuseEmptyCharge, refuseTender, type CardPayment } from './payment.ts';
import { reasonGiven } from './reason.ts';
import { refuseForeignFunds, refuseState, ticketsToReturn } from './ticket-return.ts';

const euros = (amount: number) => money(amount, 'EUR');

function ticket(id: string, state: Ticket['state'] = 'VALID'): Ticket {
  return {
    id: asId<TicketId>(id),
    serial: id,
    qr: id,
    seatId: asId<SeatId>(id),
    row: 'A',
    number: 1,
    seatKind: 'STANDARD',
    ticketType: 'ADULT',
    price: euros(1_350),
    printCount: 0,
    state,
  };
}

function card(intentId: string | null): CardPayment {
  return { kind: 'CARD', intentId, terminalId: null, outcome: 'CAPTURED', card: null, declineReason: null };
}

function paid(payment: Order['payment'], total: number, carried: readonly Fund[] = []) {
  const credit = euros(carried.reduce((sum, { amount }) => sum + amount.amount, 0));
  const exchange = carried.length > 0 ? ({ credit, carried } as unknown as Order['exchange']) : null;
  return { payment, total: euros(total), exchange } as Order;
}

describe('the tickets of a return', () => {
  const order = { tickets: [ticket('t1'), ticket('t2', 'RETURNED'), ticket('t3')] };

  it('are all valid ones unless some are named', () => {
    expect(ticketsToReturn(order, null)).toMatchObject({ tickets: [{ id: 't1' }, { id: 't3' }] });
    expect(ticketsToReturn(order, ['t3', 't3'])).toMatchObject({ tickets: [{ id: 't3' }] });
  });

  it.each([[[]], [['t2']], [['t1', 't2']], [['t4']]])('are not %j', (ids) => {
    expect(ticketsToReturn(order, ids)).toMatchObject({ failure: { field: 'ticketIds' } });
  });

  it('come from an order that has some', () => {
    expect(refuseState({ state: 'PAID' }, 'refunded')).toBeUndefined();
    expect(refuseState({ state: 'PARTIALLY_REFUNDED' }, 'refunded')).toBeUndefined();
    expect(refuseState({ state: 'VOIDED' }, 'refunded')).toMatchObject({
      __typename: 'InvalidTransitionError',
      state: 'VOIDED',
      message: "An order in the state VOIDED can't be refunded. Look at the order again.",
    });
  });
});

describe('the money of a return', () => {
  const cash: Order['payment'] = { kind: 'CASH', received: euros(500), changeDue: euros(0) };

  it('comes out of one fund when cash was paid on top of cash', () => {
    const carried: Fund[] = [
      { tender: 'CARD', intentId: 'i1', amount: euros(300) },
      { tender: 'CASH', intentId: null, amount: euros(700) },
    ];
    const funds = fundsOf(paid(cash, 1_500, carried));
    expect(funds).toEqual([
      { tender: 'CASH', intentId: null, amount: euros(1_200) },
      { tender: 'CARD', intentId: 'i1', amount: euros(300) },
    ]);
    const [first] = draw(funds, [], euros(500));
    if (!first) throw new Error('nothing was drawn');
    expect(draw(funds, [{ fund: first }], euros(1_000)).map(({ amount }) => amount.amount)).toEqual([700, 300]);
  });

  it('must have been ours', () => {
    expect(refuseForeignFunds(paid(card('i1'), 1_350))).toBeUndefined();
    expect(refuseForeignFunds(paid(card(null), 1_350))).toMatchObject({ __typename: 'ValidationError' });
    const carried: Fund[] = [{ tender: 'CARD', intentId: null, amount: euros(1_350) }];
    expect(refuseForeignFunds(paid({ kind: 'CREDIT' }, 1_350, carried))).toMatchObject({ field: 'orderId' });
  });
});

describe('who may do what', () => {
  it('lets guests act on their own orders only', () => {
    const order = { placedBy: { staffId: asId<StaffId>('guest'), name: 'A guest' } };
    const guest = { staffId: asId<StaffId>('guest'), role: 'CUSTOMER' } as const;
    const other = { staffId: asId<StaffId>('other'), role: 'CUSTOMER' } as const;
    expect(mayActOn(guest, order, 'order.read')).toBe(true);
    expect(mayActOn(other, order, 'order.read')).toBe(false);
    expect(mayActOn({ ...other, role: 'KIOSK' }, order, 'order.read')).toBe(true);
    expect(mayActOn({ ...other, role: 'KIOSK' }, order, 'order.reserve')).toBe(false);
    expect(mayActOn({ ...other, role: 'CASHIER' }, order, 'order.reserve')).toBe(true);
  });

  it('lets cash be taken only by somebody with a drawer', () => {
    expect(refuseTender('CASHIER', { kind: 'CASH' })).toBeUndefined();
    expect(refuseTender('KIOSK', { kind: 'CARD' })).toBeUndefined();
    expect(refuseTender('KIOSK', { kind: 'CASH' })).toMatchObject({ field: 'tender.cash' });
    expect(refuseTender('CUSTOMER', { kind: 'CASH' })).toMatchObject({ field: 'tender.cash' });
  });

  it('charges no card for nothing', () => {
    expect(refuseEmptyCharge(euros(0), { kind: 'CARD' })).toMatchObject({ field: 'tender.card' });
    expect(refuseEmptyCharge(euros(1), { kind: 'CARD' })).toBeUndefined();
    expect(refuseEmptyCharge(euros(0), { kind: 'CASH' })).toBeUndefined();
  });
});

describe('what is typed', () => {
  it('is a reason of 1 to 500 characters', () => {
    expect(reasonGiven('  the wrong film ')).toEqual({ reason: 'the wrong film' });
    expect(reasonGiven('x'.repeat(500))).toHaveProperty('reason');
    for (const wrong of ['', '   ', 'x'.repeat(501)])
      expect(reasonGiven(wrong)).toHaveProperty('failure.field', 'reason');
  });

  it('is a contact that can be written to', () => {
    expect(parseContact({ email: ' Ada@Example.org ', locale: 'de-AT' })).toEqual({
      contact: { email: 'ada@example.org', locale: 'de-AT' },
    });
    for (const email of ['', 'ada', 'ada@', 'ada@example', `${'a'.repeat(300)}@example.org`, 'a b@example.org']) {
      expect(parseContact({ email, locale: 'en' })).toHaveProperty('failure.field', 'contact.email');
    }
    expect(parseContact({ email: 'ada@example.org', locale: 'no language' })).toHaveProperty(
      'failure.field',
      'contact.locale',
    );
  });
});
