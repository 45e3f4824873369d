import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asId, type ShowtimeId } from '#shared/domain/ids.ts';
import { priceOf, standardTicketTypes, ticketTypesOf } from '#shared/domain/pricing.ts';
import { seatKinds } from '#shared/domain/seat.ts';
import { demoCinema } from './index.ts';

const demo = demoCinema(Date.parse('2026-11-21T17:42:00Z'));
const posters = readdirSync(new URL('../../resources/posters', import.meta.url));

function expectUnique(values: readonly string[]): void {
  expect(new Set(values).size).toBe(values.length);
}

describe('demoCinema', () => {
  it('refers only to records it has', () => {
    for (const showtime of demo.showtimes) {
      expect(demo.auditoriums.map(({ id }) => id)).toContain(showtime.auditoriumId);
      expect(demo.movies.map(({ id }) => id)).toContain(showtime.movieId);
      expect(demo.priceLists.map(({ id }) => id)).toContain(showtime.priceListId);
    }
    expect(demo.showtimes.map(({ id }) => id)).toContain(demo.sellableShowtimeId);
  });

  it('gives every record an id of its own', () => {
    for (const records of [demo.auditoriums, demo.movies, demo.priceLists, demo.staff, demo.stations, demo.showtimes]) {
      expectUnique(records.map(({ id }) => id));
    }
  });

  it('has twelve films, each with its poster', () => {
    expect(demo.movies).toHaveLength(12);
    expect(demo.movies.map(({ poster }) => poster).sort()).toEqual(posters.sort());
    for (const { accentColour } of demo.movies) expect(accentColour).toMatch(/^#[0-9A-F]{6}$/);
  });

  it('prices every ticket type in every kind of seat', () => {
    for (const list of demo.priceLists) {
      expect(ticketTypesOf(list)).toEqual(standardTicketTypes);
      for (const ticketType of standardTicketTypes) {
        for (const kind of seatKinds) expect(priceOf(list, ticketType, kind)?.amount).toBeGreaterThan(0);
      }
    }
  });

  it('charges what the receipt says', () => {
    const [standard] = demo.priceLists;
    if (!standard) throw new Error('there is no price list');
    expect(priceOf(standard, 'ADULT', 'STANDARD')).toEqual({ amount: 1350, currency: 'EUR' });
    expect(priceOf(standard, 'STUDENT', 'STANDARD')).toEqual({ amount: 1000, currency: 'EUR' });
    expect(priceOf(standard, 'ADULT', 'VIP')).toEqual({ amount: 1750, currency: 'EUR' });
    expect(standard.taxBasisPoints).toBe(550);
  });

  it('has staff with user names and PINs of their own', () => {
    expectUnique(demo.staff.map(({ username }) => username));
    expectUnique(demo.staff.map(({ pin }) => pin));
    for (const { pin } of demo.staff) expect(pin).toMatch(/^\d{4,6}$/);
    expect(demo.staff.map(({ role }) => role)).toEqual(['CASHIER', 'CASHIER', 'CASHIER', 'MANAGER', 'ADMIN']);
  });

  it('knows nothing of showtimes of another cinema', () => {
    const stranger = asId<ShowtimeId>('st-2026-11-21-9-1915');
    expect(() => demo.soldSeats(stranger)).toThrow(RangeError);
    expect(() => demo.blockedSeats(stranger)).toThrow(RangeError);
  });
});
