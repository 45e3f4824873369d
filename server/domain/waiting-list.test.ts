import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asId, type ShowtimeId, type StaffId, type WaitingEntryId } from '#shared/domain/ids.ts';
import { orderStates } from '#shared/domain/order-state.ts';
import type { PriceList } from '#shared/domain/pricing.ts';
import { demoLayouts } from '../demo/layouts.ts';
import { plainLayout } from '../testing/fixture-cinema.ts';
import { nextOffer, offerDueAt, partyOf, seatsFor, waitingState, type WaitingEntry } from './waiting-list.ts';

const layout = plainLayout(3);
const prices: PriceList = {
  currency: 'EUR',
  taxBasisPoints: 550,
  prices: [
    { ticketType: 'ADULT', seatKind: 'STANDARD', amount: 1_350 },
    { ticketType: 'CHILD', seatKind: 'STANDARD', amount: 750 },
    { ticketType: 'ADULT', seatKind: 'VIP', amount: 1_750 },
    { ticketType: 'ADULT', seatKind: 'WHEELCHAIR', amount: 1_350 },
    { ticketType: 'ADULT', seatKind: 'COMPANION', amount: 1_350 },
  ],
};

/** A map of three rows of ten in which only these seats are free. */
function free(...seatIds: string[]): string {
  return layout.seats.map(({ id }) => (seatIds.includes(id) ? '0' : '3')).join('');
}

function party(number: number, size: number): WaitingEntry {
  return {
    id: asId<WaitingEntryId>(`entry-${number}`),
    showtimeId: asId<ShowtimeId>('showtime'),
    number,
    ticketTypes: Array.from({ length: size }, () => 'ADULT'),
    name: `Guest ${number}`,
    contact: { email: `guest-${number}@example.org`, locale: 'en' },
    joinedAt: new Date(0),
    joinedBy: { staffId: asId<StaffId>('staff'), name: 'Mia' },
    state: 'WAITING',
    orderId: null,
    acceptedAt: null,
  };
}

function offered(line: readonly WaitingEntry[], packed: string) {
  const next = nextOffer(line, layout, packed, prices);
  return next && { number: next.entry.number, seatIds: next.seats.map((index) => layout.seats[index]?.id) };
}

describe('who is next', () => {
  it('is who came first, in whatever order the line is told', () => {
    expect(offered([party(2, 1), party(1, 1)], free('A1'))).toEqual({ number: 1, seatIds: ['A1'] });
  });

  it('is the first whose whole party finds seats; nobody gets a part of them', () => {
    const line = [party(1, 3), party(2, 2), party(3, 1)];
    expect(offered(line, free('A1', 'A2'))).toEqual({ number: 2, seatIds: ['A1', 'A2'] });
    expect(offered(line, free('A1'))).toEqual({ number: 3, seatIds: ['A1'] });
    expect(offered(line.slice(0, 2), free('A1'))).toBeUndefined();
    expect(offered([], free('A1'))).toBeUndefined();
  });

  it('sits side by side if possible, else as close together as there are seats', () => {
    expect(offered([party(1, 2)], free('A1', 'B5', 'B6', 'C10'))?.seatIds).toEqual(['B5', 'B6']);
    expect(offered([party(1, 2)], free('A1', 'B5', 'B7', 'C10'))?.seatIds).toEqual(['B5', 'B7']);
  });

  it('always gets as many free seats as the party has people, each once, when there are that many', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('0', '3', '1'), { minLength: 30, maxLength: 30 }),
        fc.integer({ min: 1, max: 10 }),
        (states, size) => {
          const packed = states.join('');
          const seats = seatsFor(party(1, size).ticketTypes, layout, packed, prices);
          const count = states.filter((state) => state === '0').length;
          expect(seats !== undefined).toBe(count >= size);
          if (!seats) return;
          expect(new Set(seats).size).toBe(size);
          expect(seats.every((index) => packed[index] === '0')).toBe(true);
          expect(seats.toSorted((one, other) => one - other)).toEqual(seats);
        },
      ),
    );
  });

  it('gets neither places for wheelchairs nor seats that its tickets are not sold for', () => {
    for (const hall of Object.values(demoLayouts)) {
      const all = '0'.repeat(hall.seats.length);
      const kinds = (types: readonly string[]) =>
        seatsFor(types, hall, all, prices)?.map((index) => hall.seats[index]?.kind);
      expect(kinds(['ADULT', 'CHILD'])).toEqual(['STANDARD', 'STANDARD']);
      const places = hall.seats.map(({ kind }) => (kind === 'WHEELCHAIR' || kind === 'COMPANION' ? '0' : '3')).join('');
      expect(seatsFor(['ADULT'], hall, places, prices)).toBeUndefined();
      const vip = hall.seats.map(({ kind }) => (kind === 'VIP' ? '0' : '3')).join('');
      expect(seatsFor(['CHILD'], hall, vip, prices)).toBeUndefined();
    }
  });
});

describe('an offer', () => {
  const startsAt = new Date('2026-11-21T20:00:00Z');
  const terms = { offerMs: 900_000, releaseMs: 1_800_000 };
  const at = (time: string) => new Date(`2026-11-21T${time}Z`);

  it('stands for its time, but never longer than a reservation', () => {
    expect(offerDueAt({ startsAt }, at('12:00:00'), terms)).toEqual(at('12:15:00'));
    expect(offerDueAt({ startsAt }, at('19:20:00'), terms)).toEqual(at('19:30:00'));
  });

  it('is not made when a reservation would be given up already', () => {
    expect(offerDueAt({ startsAt }, at('19:30:00'), terms)).toBeUndefined();
    expect(offerDueAt({ startsAt }, at('20:00:00'), { ...terms, releaseMs: 0 })).toBeUndefined();
  });

  it('has become what its order has become', () => {
    const entry = { state: 'OFFERED', acceptedAt: null } as const;
    const states = orderStates.map((state) => waitingState(entry, { state }));
    expect(states).toEqual([
      'OFFERED',
      'SEATED',
      'LAPSED',
      'LAPSED',
      'DECLINED',
      'SEATED',
      'SEATED',
      'SEATED',
      'SEATED',
    ]);
    const accepted = { state: 'OFFERED', acceptedAt: startsAt } as const;
    expect(waitingState(accepted, { state: 'PENDING_PAYMENT' })).toBe('ACCEPTED');
    expect(waitingState(accepted, { state: 'EXPIRED' })).toBe('LAPSED');
    expect(waitingState({ state: 'WAITING', acceptedAt: null }, undefined)).toBe('WAITING');
    expect(() => waitingState(entry, undefined)).toThrow('no order');
  });
});

describe('a party', () => {
  it('is of adults unless it says otherwise', () => {
    expect(partyOf(2, null, prices)).toEqual({ ticketTypes: ['ADULT', 'ADULT'] });
    expect(partyOf(2, ['CHILD', 'ADULT'], prices)).toEqual({ ticketTypes: ['CHILD', 'ADULT'] });
  });

  it.each([
    [0, null, 'partySize'],
    [11, null, 'partySize'],
    [2, ['ADULT'], 'ticketTypes'],
    [1, ['PIRATE'], 'ticketTypes'],
  ])('of %i with %j is refused', (size, types, field) => {
    expect(partyOf(size, types, prices)).toMatchObject({ failure: { field } });
  });
});
