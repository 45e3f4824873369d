import { asId, type HoldId, type OrderId, type SeatId, type ShiftId, type ShowtimeId } from '#shared/domain/ids.ts';
import type { CinemaId, StaffId, TicketId } from '#shared/domain/ids.ts';
import { money } from '#shared/domain/money.ts';
import type { AuditAction, RecordedEntry } from '../../domain/audit-entry.ts';
import type { Order } from '../../domain/order.ts';
import type { Payment } from '../../domain/payment.ts';
import type { Refund } from '../../domain/refund.ts';
import { shiftReport } from '../../domain/shift-report.ts';
import type { CashMovement, Shift } from '../../domain/shift.ts';
import { seatPlan } from '../../domain/showtime.ts';
import type { OutboxDocument } from '../../mongo/event-documents.ts';
import { plainLayout } from '../../testing/fixture-cinema.ts';
import type { Dump } from '../dump.ts';
import type { Operation } from '../history.ts';

const start = Date.UTC(2027, 0, 1, 18);
export const showtimeId = asId<ShowtimeId>('show');
const shiftId = asId<ShiftId>('shift-1');
const price = money(1_350, 'EUR');
const tax = money(70, 'EUR');

export function at(ms: number): Date {
  return new Date(start + ms);
}

/** A UUID v7 of a moment; `number` tells entries of the same one apart. */
function idAt(ms: number, number: number): string {
  const time = (start + ms).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${String(number).padStart(12, '0')}`;
}

let count = 0;

type About = Partial<Pick<RecordedEntry, 'orderId' | 'shiftId' | 'seatIds' | 'details' | 'showtimeId'>>;

/** An entry that a transaction wrote. */
export function entry(action: AuditAction, ms: number, about: About = {}): RecordedEntry {
  count += 1;
  return { ...blank(action, ms), id: idAt(ms, count), showtimeId: null, ...about };
}

/** What the live map told; `ms` is unique. */
export function event(action: AuditAction, ms: number, about: About): RecordedEntry {
  return { ...blank(action, ms), id: `foyer:{p1}:events:${start + ms}-0`, showtimeId, ...about };
}

function blank(action: AuditAction, ms: number): RecordedEntry {
  const subject = { showtimeId: null, seatIds: [], orderId: null, shiftId: null, details: {} };
  const by = { actor: 'Ada', actorId: 'ada', approvedBy: null, station: null };
  const seal = { proof: '', seq: null, hash: null, sealedAt: null };
  return { id: '', action, at: at(ms), ...by, ...subject, ...seal };
}

interface Sold {
  readonly id: string;
  readonly seatId: string;
  readonly number: number;
  readonly ms: number;
  readonly payment: Payment;
  readonly isReturned: boolean;
}

function order({ id, seatId, number, ms, payment, isReturned }: Sold): Order {
  const line = {
    seatId: asId<SeatId>(seatId),
    row: 'A',
    number,
    seatKind: 'STANDARD',
    ticketType: 'ADULT',
    price,
  } as const;
  const serial = `T-1-000${number}`;
  return {
    id: asId<OrderId>(id),
    code: `CODE000${number}`,
    receiptNumber: `1-000${number}`,
    state: isReturned ? 'REFUNDED' : 'PAID',
    showtimeId,
    holdId: asId<HoldId>(`hold-of-${id}`),
    fence: start + ms,
    total: price,
    tax,
    taxBasisPoints: 550,
    lines: [line],
    payment,
    tickets: [
      {
        ...line,
        id: asId<TicketId>(`ticket-of-${id}`),
        serial,
        qr: '',
        printCount: 0,
        state: isReturned ? 'RETURNED' : 'VALID',
      },
    ],
    exchange: null,
    contact: null,
    placedAt: at(ms),
    paidAt: at(ms),
    paymentDueAt: null,
    reservedUntil: null,
    placedBy: { staffId: asId<StaffId>('ada'), name: 'Ada' },
    stationId: null,
    shiftId,
  };
}

const cash = order({
  id: 'cash-order',
  seatId: 'A1',
  number: 1,
  ms: 2_000,
  payment: { kind: 'CASH', received: price, changeDue: money(0, 'EUR') },
  isReturned: false,
});

const card = order({
  id: 'card-order',
  seatId: 'A2',
  number: 2,
  ms: 4_000,
  payment: { kind: 'CARD', intentId: 'pi-1', terminalId: null, outcome: 'CAPTURED', card: null, declineReason: null },
  isReturned: true,
});

const refund: Refund = {
  id: 'refund-1',
  orderId: card.id,
  kind: 'REFUND',
  state: 'DONE',
  tender: 'CARD',
  fund: { tender: 'CARD', intentId: 'pi-1', amount: price },
  ticketIds: card.tickets.map(({ id }) => id),
  reason: 'the film broke',
  requestedBy: 'Ada',
  approvedBy: null,
  requestedAt: at(5_000),
  settledAt: at(5_500),
  shiftId,
};

const shift: Shift = {
  id: shiftId,
  cinemaId: asId<CinemaId>('cinema'),
  number: 1,
  state: 'OPEN',
  staffId: asId<StaffId>('ada'),
  staffName: 'Ada',
  stationId: null,
  openedAt: at(0),
  openingFloat: money(10_000, 'EUR'),
  receiptCount: 2,
  ticketCount: 2,
  movementCount: 0,
  closedAt: null,
  closedBy: null,
  counted: null,
  closingKey: null,
};

const movement: CashMovement = {
  id: 'movement-1',
  shiftId,
  kind: 'SALE',
  amount: price,
  orderId: cash.id,
  reason: null,
  at: at(2_000),
};

/** What the history has of a sale and of the hold that became it. */
function saleEntries({ id: orderId, holdId, fence, lines, tickets, placedAt }: Order): RecordedEntry[] {
  const ms = placedAt.getTime() - start;
  const seatIds = lines.map(({ seatId }) => seatId);
  const about = { orderId, shiftId, seatIds, showtimeId };
  const details = { holdId, fence: String(fence) };
  return [
    event('hold.placed', ms - 1_000, { seatIds, details }),
    event('hold.locked', ms - 10, { seatIds, details }),
    entry('order.placed', ms, { ...about, details }),
    entry('order.paid', ms, about),
    ...tickets.map(({ id: ticketId, serial }) =>
      entry('ticket.issued', ms, { ...about, details: { ticketId, serial } }),
    ),
    event('seats.booked', ms + 10, { seatIds, details }),
  ];
}

const returned = { orderId: card.id, shiftId, seatIds: ['A2'], showtimeId };

function row(orderId: string, ms: number): OutboxDocument {
  count += 1;
  return { _id: idAt(ms, count), type: 'order.paid', orderId, at: at(ms), relayedIn: 1, relayedAt: at(ms + 100) };
}

/** A client held A1 and paid cash for it. */
const history: readonly Operation[] = [
  {
    number: 1,
    name: 'holdSeats',
    client: 'ada',
    accountId: 'ada',
    input: { holdId: cash.holdId, showtimeId, seatIds: ['A1'] },
    startedAt: start + 990,
    endedAt: start + 1_010,
    answer: {
      __typename: 'SeatHold',
      id: cash.holdId,
      showtimeId,
      seatIds: ['A1'],
      fence: String(cash.fence),
      expiresAt: at(61_000).toISOString(),
      deadline: at(121_000).toISOString(),
      serverTime: at(1_000).toISOString(),
    },
    lost: null,
  },
  {
    number: 2,
    name: 'placeOrder',
    client: 'ada',
    accountId: 'ada',
    input: {
      holdId: cash.holdId,
      lines: [{ seatId: 'A1', ticketType: 'ADULT' }],
      tender: { cash: { received: 1_350 } },
      idempotencyKey: 'key-1',
    },
    startedAt: start + 1_980,
    endedAt: start + 2_020,
    answer: {
      __typename: 'Order',
      id: cash.id,
      code: cash.code,
      state: 'PAID',
      total: { amount: 1_350 },
      receiptNumber: cash.receiptNumber,
      lines: [{ seatId: 'A1' }],
      tickets: cash.tickets,
    },
    lost: null,
  },
];

const figure = {
  _id: 'figure',
  cinemaId: 'cinema',
  date: '2027-01-01',
  showtimeId,
  ticketType: 'ADULT',
  currency: 'EUR',
  sold: 2,
  soldAmount: 2_700,
  returned: 1,
  returnedAmount: 1_350,
};

/** What is left of two sales, one of which was given back, with which nothing is wrong. */
export const soundDump: Dump = {
  orders: [cash, card],
  refunds: [refund],
  claims: [
    {
      _id: `${showtimeId}:A1`,
      showtimeId,
      seatId: 'A1',
      seatIndex: 0,
      state: 'BOOKED',
      orderId: cash.id,
      holdId: cash.holdId,
      fence: cash.fence,
      lockedUntil: null,
    },
  ],
  replies: [{ _id: 'ada:key-1', requestHash: '', orderId: cash.id, expiresAt: at(86_400_000) }],
  shifts: [shift],
  movements: [movement],
  reports: [
    shiftReport(
      {
        shift,
        movements: [movement],
        currency: 'EUR',
        sales: [cash, card],
        returns: [{ refund, taxBasisPoints: 550 }],
        prints: [],
      },
      at(10_000),
    ),
  ],
  series: [],
  prints: [],
  entries: [
    entry('shift.opened', 0, { shiftId }),
    event('map.rebuilt', 0, { details: { epoch: '1', packed: '0'.repeat(10) } }),
    ...saleEntries(cash),
    ...saleEntries(card),
    entry('order.refund_requested', 5_000, returned),
    entry('refund.requested', 5_000, { ...returned, details: { refundId: refund.id } }),
    event('seats.freed', 5_010, {
      seatIds: ['A2'],
      details: { holdId: card.holdId, fence: String(card.fence), reason: 'the claim was given back' },
    }),
    entry('refund.settled', 5_500, { ...returned, details: { refundId: refund.id } }),
    entry('order.refunded', 5_500, returned),
  ],
  outbox: [row(cash.id, 2_000), row(card.id, 4_000), row(card.id, 5_000), row(card.id, 5_500)],
  figures: [figure],
  showtimes: [{ id: showtimeId, plan: seatPlan(plainLayout(1)), packed: `3${'0'.repeat(9)}`, holds: [] }],
  ledger: {
    captures: [
      {
        id: 'pi-1',
        reference: card.id,
        amount: price,
        state: 'SUCCEEDED',
        card: null,
        declineReason: null,
        createdAt: at(4_000).toISOString(),
        updatedAt: at(4_000).toISOString(),
      },
    ],
    refunds: [
      {
        id: 're-1',
        reference: refund.id,
        intentId: 'pi-1',
        amount: price,
        state: 'SUCCEEDED',
        createdAt: at(5_100).toISOString(),
        updatedAt: at(5_400).toISOString(),
      },
    ],
  },
  history,
  losses: [],
  samples: [],
  watched: [],
  events: { waiting: 0, parked: 0, deadLetters: [] },
  chain: { isIntact: true, unsealed: 0, faults: [] },
  settings: { holdTtlMs: 60_000, holdMaximumMs: 120_000 },
  moneySettledMs: 1_000,
};
