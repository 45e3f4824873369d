import { describe, expect, it } from 'vitest';
import { money } from '#shared/domain/money.ts';
import { at, entry, event, showtimeId, soundDump } from '../testing/sound-dump.ts';
import type { Dump, MapSample } from '../dump.ts';
import type { Operation } from '../history.ts';
import { check } from './check.ts';
import { storyOf } from './story.ts';
import { violationKinds, type ViolationKind } from './violation.ts';

const [cash, card] = soundDump.orders;
const [held, paid] = soundDump.history;
const [capture] = soundDump.ledger.captures;
const [refunded] = soundDump.ledger.refunds;
if (!cash || !card || !held || !paid || !capture || !refunded) throw new Error('the sound dump lacks something');

/** The dump with other facts in it. */
const dumpWith = (facts: Partial<Dump>): Dump => ({ ...soundDump, ...facts });

const withoutEntry = (action: string, index = 0): Dump => {
  const victim = soundDump.entries.filter((each) => each.action === action)[index];
  return dumpWith({ entries: soundDump.entries.filter((each) => each !== victim) });
};

/** One more operation, begun after all others have ended. */
const asked = (operation: Partial<Operation>): Dump => {
  const later = { number: 9, startedAt: at(20_000).getTime(), endedAt: at(20_010).getTime() };
  return dumpWith({ history: [...soundDump.history, { ...paid, ...later, ...operation } as Operation] });
};

const failure = (name: string) => ({ __typename: `${name}Error`, message: '' }) as const;

const sample = (facts: Partial<MapSample>): Dump =>
  dumpWith({ samples: [{ showtimeId, now: at(9_000).getTime(), packed: '0000000000', holds: [], ...facts }] });

const liveHold = (seats: readonly number[], lastsMs = 5_000) =>
  ({
    holdId: `hold on ${seats.join()}`,
    showtimeId,
    seats,
    fence: '1',
    expiresAt: at(9_000 + lastsMs).getTime(),
    deadline: at(20_000).getTime(),
    sessionId: 'session',
    state: 'HELD',
  }) as unknown as MapSample['holds'][number];

const damages: readonly { readonly what: string; readonly dump: Dump; readonly finds: readonly ViolationKind[] }[] = [
  {
    what: 'an order that had a seat while another had it',
    dump: dumpWith({
      entries: soundDump.entries.map((each) => (each.orderId === card.id ? { ...each, seatIds: ['A1'] } : each)),
    }),
    finds: ['seat sold twice'],
  },
  {
    what: 'a claim that nobody has',
    dump: dumpWith({
      claims: soundDump.claims.map((claim) => ({ ...claim, orderId: 'nobody' })),
    }),
    finds: ['claims differ from orders'],
  },
  {
    what: 'a live map that shows a sold seat as free',
    dump: dumpWith({ showtimes: soundDump.showtimes.map((each) => ({ ...each, packed: '0000000000' })) }),
    finds: ['map differs from claims', 'history tells another state'],
  },
  {
    what: 'a capture that nobody knows of',
    dump: dumpWith({ ledger: { ...soundDump.ledger, captures: [capture, { ...capture, id: 'pi-2' }] } }),
    finds: ['money kept'],
  },
  {
    what: 'a refund that never reached its card',
    dump: dumpWith({ ledger: { ...soundDump.ledger, refunds: [] } }),
    finds: ['money kept'],
  },
  {
    what: 'a refund that was paid twice',
    dump: dumpWith({ ledger: { ...soundDump.ledger, refunds: [refunded, { ...refunded, id: 're-2' }] } }),
    finds: ['money given twice'],
  },
  {
    what: 'a cent too little given back',
    dump: dumpWith({
      ledger: { ...soundDump.ledger, refunds: [{ ...refunded, amount: money(1_349, 'EUR') }] },
    }),
    finds: ['money kept'],
  },
  { what: 'money that is under way for ever', dump: dumpWith({ moneySettledMs: null }), finds: ['money not settled'] },
  { what: 'money that took too long', dump: dumpWith({ moneySettledMs: 60_001 }), finds: ['money not settled'] },
  {
    what: 'cash that never reached the drawer',
    dump: dumpWith({ movements: [] }),
    finds: ['drawer wrong'],
  },
  {
    what: 'a report that differs from a recount by a cent',
    dump: dumpWith({
      reports: soundDump.reports.map((report) => ({
        ...report,
        takings: { ...report.takings, sales: { count: 2, amount: money(2_701, 'EUR') } },
      })),
    }),
    finds: ['report wrong'],
  },
  {
    what: 'an answered order that is not there',
    dump: asked({
      answer: { ...paid.answer, id: 'gone' } as Operation['answer'],
      input: { ...paid.input, idempotencyKey: 'key-2' } as never,
    }),
    finds: ['order lost', 'reply lost'],
  },
  {
    what: 'an answered order that is another now',
    dump: asked({ answer: { ...paid.answer, total: { amount: 1 } } as Operation['answer'] }),
    finds: ['order lost'],
  },
  {
    what: 'a repeated request that is refused',
    dump: asked({ answer: failure('HoldExpired') }),
    finds: ['reply lost'],
  },
  {
    what: 'a key that takes another request',
    dump: asked({ input: { ...paid.input, lines: [] } as never }),
    finds: ['key had two effects'],
  },
  {
    what: 'a bug that was answered',
    dump: asked({ answer: null, lost: 'INTERNAL_SERVER_ERROR: Something went wrong on our side.' }),
    finds: ['bug answered'],
  },
  { what: 'a ticket without its entry', dump: withoutEntry('ticket.issued'), finds: ['entry missing'] },
  { what: 'a refund without its entry', dump: withoutEntry('refund.settled'), finds: ['entry missing'] },
  { what: 'a shift without its entry', dump: withoutEntry('shift.opened'), finds: ['entry missing'] },
  {
    what: 'an end that the history does not tell',
    dump: withoutEntry('order.refunded'),
    finds: ['history tells another state'],
  },
  {
    what: 'a step that no order takes',
    dump: dumpWith({
      entries: [
        ...soundDump.entries,
        entry('order.expired', 5_600, { orderId: card.id }),
        entry('order.refunded', 5_700, { orderId: card.id, details: { state: 'REFUNDED' } }),
      ],
    }),
    finds: ['state not allowed'],
  },
  {
    what: 'an entry of what did not happen',
    dump: dumpWith({ entries: [...soundDump.entries, entry('order.paid', 6_000, { orderId: 'nobody' })] }),
    finds: ['entry without a deed'],
  },
  {
    what: 'a hold that the history does not know',
    dump: withoutEntry('hold.placed'),
    finds: ['entry missing'],
  },
  {
    what: 'a hold of half of what was asked for',
    dump: dumpWith({
      history: [{ ...held, input: { ...held.input, seatIds: ['A1', 'A2'] } as never }, paid],
    }),
    finds: ['hold not whole'],
  },
  {
    what: 'a hold that was refused and placed',
    dump: dumpWith({ history: [{ ...held, answer: failure('SeatsUnavailable') }, paid] }),
    finds: ['hold not whole'],
  },
  {
    what: 'a hold that was paid too late',
    dump: dumpWith({ settings: { holdTtlMs: 900, holdMaximumMs: 120_000 } }),
    finds: ['hold beyond its time'],
  },
  {
    what: 'a hold that is still there',
    dump: dumpWith({ showtimes: soundDump.showtimes.map((each) => ({ ...each, holds: [liveHold([0])] })) }),
    finds: ['hold beyond its time'],
  },
  {
    what: 'a hold that became an order after it was given up',
    dump: dumpWith({
      entries: [...soundDump.entries, entry('lock.abandoned', 1_995, { details: { holdId: cash.holdId } })],
    }),
    finds: ['hold beyond its time'],
  },
  {
    what: 'a hold on a seat that was sold',
    dump: dumpWith({
      entries: [
        ...soundDump.entries,
        event('hold.placed', 7_000, { seatIds: ['A1'], details: { holdId: 'other', fence: String(Date.now() * 9) } }),
        event('seats.booked', 7_100, { seatIds: ['A1'], details: { holdId: 'other', fence: '1' } }),
      ],
    }),
    finds: ['seat held twice'],
  },
  {
    what: 'a fence that is less than the one before',
    dump: dumpWith({
      entries: [
        ...soundDump.entries,
        event('hold.placed', 7_000, { seatIds: ['A5'], details: { holdId: 'other', fence: '7' } }),
        event('hold.released', 7_100, { seatIds: ['A5'], details: { holdId: 'other', fence: '7' } }),
      ],
    }),
    finds: ['fence fell'],
  },
  {
    what: 'two holds of a seat at the same moment',
    dump: sample({ packed: '1000000000', holds: [liveHold([0]), { ...liveHold([0]), holdId: 'other' as never }] }),
    finds: ['seat held twice'],
  },
  {
    what: 'a hold with a seat that the map shows as free',
    dump: sample({ holds: [liveHold([0])] }),
    finds: ['hold not whole'],
  },
  {
    what: 'a held seat that nobody holds',
    dump: sample({ packed: '1000000000' }),
    finds: ['hold not whole'],
  },
  {
    what: 'a hold that is to outlive its deadline',
    dump: sample({ packed: '1000000000', holds: [liveHold([0], 20_000)] }),
    finds: ['hold beyond its time'],
  },
  {
    what: 'a receipt that is missing',
    dump: dumpWith({ shifts: soundDump.shifts.map((shift) => ({ ...shift, receiptCount: 3 })) }),
    finds: ['numbers wrong'],
  },
  {
    what: 'a serial that was given twice',
    dump: dumpWith({
      shifts: soundDump.shifts.map((shift) => ({ ...shift, receiptCount: 1, ticketCount: 1 })),
      orders: [
        cash,
        { ...card, receiptNumber: null, tickets: card.tickets.map((each) => ({ ...each, serial: 'T-1-0001' })) },
      ],
    }),
    finds: ['numbers wrong'],
  },
  {
    what: 'an event that was never told',
    dump: dumpWith({ outbox: soundDump.outbox.map(({ relayedAt: _never, ...row }) => ({ ...row, relayedIn: 0 })) }),
    finds: ['event not told'],
  },
  { what: 'figures that counted a sale twice', dump: figuresOff(1), finds: ['event not told'] },
  { what: 'figures that lost a sale', dump: figuresOff(-1), finds: ['event not told'] },
  {
    what: 'a dead letter',
    dump: dumpWith({ events: { waiting: 0, parked: 0, deadLetters: [{ group: 'audit', count: 1 }] } }),
    finds: ['event not told'],
  },
  {
    what: 'an entry that was never sealed',
    dump: dumpWith({ chain: { isIntact: true, unsealed: 1, faults: [] } }),
    finds: ['chain broken'],
  },
  {
    what: 'a watcher who came to see another map',
    dump: dumpWith({ watched: [{ showtimeId, changes: 1, snapshots: 1, faults: ['it is another'] }] }),
    finds: ['watcher misled'],
  },
];

function figuresOff(by: number): Dump {
  return dumpWith({ figures: soundDump.figures.map((each) => ({ ...each, sold: each.sold + by })) });
}

describe('the checker', () => {
  it('finds nothing in a sound dump', () => {
    expect(check(soundDump)).toEqual([]);
  });

  it.each(damages)('finds $what', ({ dump, finds }) => {
    const violations = check(dump);
    const told = violations.map(({ kind, text }) => `${kind}: ${text}`).join('\n');
    expect(new Set(violations.map(({ kind }) => kind)), told).toEqual(new Set(finds));
  });

  it('knows a damage for each kind of violation', () => {
    expect(new Set(damages.flatMap(({ finds }) => finds))).toEqual(new Set(violationKinds));
  });
});

describe('what Redis lost', () => {
  const placed = soundDump.entries.filter(({ action }) => action === 'hold.placed').slice(0, 1);
  const others = soundDump.entries.filter((each) => !placed.includes(each));

  it('may be missing in the history when nobody had read it before a flush', () => {
    const flush = { kind: 'FLUSHALL', at: at(1_500).getTime(), events: placed } as const;
    expect(check(dumpWith({ entries: others, losses: [flush] }))).toEqual([]);
  });

  it('may be missing in the history when it was killed right afterwards, but not long before', () => {
    const kill = (ms: number) => ({ kind: 'KILL', at: at(ms).getTime() }) as const;
    const kinds = (ms: number) => check(dumpWith({ entries: others, losses: [kill(ms)] })).map(({ kind }) => kind);
    expect(kinds(1_500)).not.toContain('entry missing');
    expect(kinds(3_500)).toContain('entry missing');
  });
});

describe('the story of a violation', () => {
  it('has what the history and the clients know of it, in order', () => {
    const story = storyOf(soundDump, { orderIds: [cash.id] }).map((line) => line.slice(14));
    expect(story.map((line) => line.split(' ').slice(0, 2).join(' ').trim())).toEqual([
      'asked #1',
      'entry',
      'heard #1',
      'asked #2',
      'entry',
      'entry',
      'entry',
      'entry',
      'entry',
      'heard #2',
    ]);
    expect(story.find((line) => line.includes('order.paid'))).toMatch(/by Ada/);
  });
});
