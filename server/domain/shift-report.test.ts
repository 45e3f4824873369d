import { describe, expect, it } from 'vitest';
import { asId, type CinemaId, type ShiftId, type StaffId } from '#shared/domain/ids.ts';
import { money } from '#shared/domain/money.ts';
import { shiftReport } from './shift-report.ts';
import { needsPayoutRight, refuseCount, refuseMovement, type CashMovement, type Shift } from './shift.ts';
import type { Sale } from './takings.ts';

const euros = (amount: number) => money(amount, 'EUR');
const at = new Date('2026-11-21T18:00:00Z');

const shift: Shift = {
  id: asId<ShiftId>('shift'),
  cinemaId: asId<CinemaId>('cinema'),
  number: 12,
  state: 'CLOSED',
  staffId: asId<StaffId>('staff'),
  staffName: 'Mia',
  stationId: null,
  openedAt: at,
  openingFloat: euros(10_000),
  receiptCount: 2,
  ticketCount: 2,
  movementCount: 4,
  closedAt: at,
  closedBy: 'Mia',
  counted: euros(9_700),
  closingKey: null,
};

function movement(kind: CashMovement['kind'], amount: number, index: number): CashMovement {
  return { id: `movement-${index}`, shiftId: shift.id, kind, amount: euros(amount), orderId: null, reason: null, at };
}

function sale(receiptNumber: string): Sale {
  const total = euros(1_350);
  const payment = { kind: 'CASH', received: total, changeDue: euros(0) } as const;
  const exchange = null;
  const rest = { tax: euros(70), taxBasisPoints: 550, tickets: [], reservedUntil: null };
  return { id: receiptNumber as Sale['id'], receiptNumber, total, payment, exchange, ...rest };
}

describe('the report of a shift', () => {
  const movements = (
    [
      ['SALE', 1_350],
      ['SALE', 1_350],
      ['REFUND', -1_350],
      ['PAID_IN', 500],
      ['PAID_OUT', -2_000],
      ['NO_SALE', 0],
    ] as const
  ).map(([kind, amount], index) => movement(kind, amount, index));
  const facts = {
    shift,
    movements,
    currency: 'EUR',
    sales: [sale('12-10000'), sale('12-9999')],
    returns: [],
    prints: [],
  };

  it('accounts for the drawer: what should be in it, what was, and the difference', () => {
    expect(shiftReport(facts, at).drawer).toEqual({
      openingFloat: euros(10_000),
      sales: euros(2_700),
      refunds: euros(1_350),
      paidIn: euros(500),
      paidOut: euros(2_000),
      expected: euros(9_850),
      counted: euros(9_700),
      overShort: euros(-150),
      openings: 1,
    });
  });

  it('names the first and the last receipt by their number, not by their spelling', () => {
    expect(shiftReport(facts, at).receipts).toEqual({ count: 2, first: '12-9999', last: '12-10000' });
    expect(shiftReport({ ...facts, sales: [] }, at).receipts).toBeNull();
  });

  it('is an X report without a count as long as the shift is open', () => {
    const open: Shift = { ...shift, state: 'OPEN', closedAt: null, closedBy: null, counted: null };
    expect(shiftReport({ ...facts, shift: open }, at)).toMatchObject({
      kind: 'X',
      drawer: { expected: euros(9_850), counted: null, overShort: null },
    });
    expect(shiftReport(facts, at).kind).toBe('Z');
  });
});

describe('money that is no sale', () => {
  it('needs more rights only when much of it is taken out', () => {
    expect(needsPayoutRight({ kind: 'PAID_OUT', amount: 10_000 })).toBe(false);
    expect(needsPayoutRight({ kind: 'PAID_OUT', amount: 10_001 })).toBe(true);
    expect(needsPayoutRight({ kind: 'PAID_IN', amount: 10_001 })).toBe(false);
  });

  it('is refused when the amount can not be meant', () => {
    for (const amount of [0, -1, 1_000_001]) expect(refuseMovement(amount)).toMatchObject({ field: 'amount' });
    for (const amount of [-1, 1_000_001]) expect(refuseCount(amount)).toMatchObject({ field: 'counted' });
    expect([refuseMovement(1), refuseCount(0), refuseCount(1_000_000)]).toEqual([undefined, undefined, undefined]);
  });
});
