import { describe, expect, it } from 'vitest';
import { plainLayout } from '../testing/fixture-cinema.ts';
import { auditEntry, type AuditAction, type AuditEntry } from './audit-entry.ts';
import { orderSteps } from './order-history.ts';
import { packedAfter, seatSteps } from './seat-history.ts';
import { seatOf, seatPlan } from './showtime.ts';

const plan = seatPlan(plainLayout(1));
const a1 = seatOf(plan, 'A1');

type Details = Readonly<Record<string, unknown>>;

/** An event of the live map, as the history has it: the position in its millisecond is in its id. */
function event(action: AuditAction, at: number, count: number, seatIds: readonly string[], details: Details = {}) {
  return auditEntry(`test:{p1}:events:${at}-${count}`, action, new Date(at), null, { seatIds, details });
}

let facts = 0;

function fact(action: AuditAction, at: number, orderId: string, details: Details = {}): AuditEntry {
  facts += 1;
  return auditEntry(`fact-${facts}`, action, new Date(at), null, { seatIds: ['A1'], orderId, details });
}

describe('the map from entries', () => {
  it('is free without any', () => {
    expect(packedAfter([], plan)).toBe('0000000000');
  });

  it('follows events of one millisecond in their order, however they are given', () => {
    const events = [
      event('hold.placed', 5, 9, ['A1', 'A2']),
      event('hold.released', 5, 10, ['A1', 'A2']),
      event('seats.booked', 5, 11, ['A3']),
    ];
    expect(packedAfter(events.toReversed(), plan)).toBe('0030000000');
  });

  it('goes on from a rebuilt map, and ignores seats that the layout does not have', () => {
    const rebuilt = event('map.rebuilt', 1, 0, [], { packed: '3400000000' });
    const placed = event('hold.placed', 2, 0, ['A3', 'Z99']);
    expect(packedAfter([placed, rebuilt], plan)).toBe('3410000000');
  });

  it.each([
    ['hold.revoked', {}],
    ['hold.expired', {}],
    ['seats.freed', { reason: 'the payment was given up' }],
  ] as const)('frees with %s only what is still of the hold', (action, details) => {
    const events = [
      event('hold.placed', 1, 0, ['A1', 'A2']),
      event('hold.locked', 2, 0, ['A1', 'A2']),
      event('map.rebuilt', 3, 0, [], { packed: '3200000000' }),
      event(action, 4, 0, ['A1', 'A2'], details),
    ];
    expect(packedAfter(events, plan)).toBe('3000000000');
  });

  it('survives entries that were tampered with', () => {
    const entries = [
      event('map.rebuilt', 1, 0, [], { packed: 7 }),
      event('map.rebuilt', 2, 0, [], { packed: 'xyz' }),
      event('hold.changed', 3, 0, ['A1'], { added: 'one' }),
    ];
    expect(packedAfter(entries, plan)).toBe('0000000000');
  });
});

describe('the history of a seat', () => {
  it('says who had it, in which hold and for which order', () => {
    const steps = seatSteps(
      [
        event('map.rebuilt', 1, 0, [], { packed: '0000000000' }),
        event('hold.placed', 2, 0, ['A1', 'A2'], { holdId: 'h-1' }),
        event('hold.locked', 3, 0, ['A1', 'A2'], { holdId: 'h-1' }),
        fact('order.placed', 4, 'o-1', { holdId: 'h-1' }),
        fact('order.paid', 4, 'o-1'),
        event('seats.booked', 5, 0, ['A1', 'A2'], { holdId: 'h-1' }),
        fact('order.voided', 8, 'o-1'),
        event('seats.freed', 9, 0, ['A1', 'A2'], { holdId: 'h-1', reason: 'the claim was given back' }),
        event('map.rebuilt', 10, 0, [], { packed: '3000000000' }),
      ],
      a1,
    );
    expect(steps.map(({ entry, holdId, orderId, from, to }) => [entry.action, holdId, orderId, from, to])).toEqual([
      ['hold.placed', 'h-1', 'o-1', '0', '1'],
      ['hold.locked', 'h-1', 'o-1', '1', '2'],
      ['order.placed', 'h-1', 'o-1', '2', '2'],
      ['order.paid', null, 'o-1', '2', '2'],
      ['seats.booked', 'h-1', 'o-1', '2', '3'],
      ['order.voided', null, 'o-1', '3', '3'],
      ['seats.freed', 'h-1', 'o-1', '3', '0'],
      ['map.rebuilt', null, null, '0', '3'],
    ]);
  });
});

describe('the history of an order', () => {
  it('follows its states, also where the entry says which', () => {
    const steps = orderSteps([
      fact('order.placed', 2, 'o-1'),
      event('hold.placed', 1, 0, ['A1']),
      fact('order.paid', 3, 'o-1'),
      fact('refund.settled', 4, 'o-1', { state: 'DONE' }),
      fact('order.exchanged', 5, 'o-1', { state: 'REFUNDED' }),
    ]);
    expect(steps.map(({ entry, from, to }) => [entry.action, from, to])).toEqual([
      ['hold.placed', null, null],
      ['order.placed', null, 'PENDING_PAYMENT'],
      ['order.paid', 'PENDING_PAYMENT', 'PAID'],
      ['refund.settled', 'PAID', 'PAID'],
      ['order.exchanged', 'PAID', 'REFUNDED'],
    ]);
  });
});
