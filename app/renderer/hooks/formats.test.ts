import { describe, expect, it } from 'vitest';
import { addDays, dayOf, startOfDay } from './cinema-days.ts';
import { createFormats } from './formats.ts';

const evening = Date.parse('2026-11-21T18:15:00.000Z');

describe('formats', () => {
  it("shows times on the cinema's clock, wherever the station stands", () => {
    expect(createFormats('en-GB', 'Europe/Paris').time(evening)).toBe('19:15');
    expect(createFormats('en-GB', 'Asia/Bangkok').timeWithSeconds(evening)).toBe('01:15:00');
  });

  it('writes amounts by the locale', () => {
    const amount = { amount: 2_600, currency: 'EUR' };
    expect(createFormats('en-GB', 'UTC').money(amount)).toBe('€26.00');
    expect(createFormats('en-GB', 'UTC').roundMoney(amount)).toBe('€26');
    expect(createFormats('en-GB', 'UTC').roundMoney({ ...amount, amount: 2_550 })).toBe('€25.50');
    expect(createFormats('en-GB', 'UTC').roundMoney({ amount: 1_800, currency: 'JPY' })).toBe('JP¥1,800');
    expect(createFormats('fr-FR', 'UTC').money(amount)).toBe('26,00\u00a0€');
  });

  it('names days, lists and languages', () => {
    const formats = createFormats('en-GB', 'Europe/Paris');
    expect(formats.longDay(evening)).toBe('Saturday 21 November');
    expect(formats.shortDay(evening)).toBe('Sat 21');
    expect(formats.list(['F10', 'F11'])).toBe('F10 and F11');
    expect(formats.language('fr')).toBe('French');
  });
});

describe('cinema days', () => {
  it("begins a day at the cinema's midnight", () => {
    expect(dayOf(Date.parse('2026-11-21T22:59:59Z'), 'Europe/Paris')).toBe('2026-11-21');
    expect(dayOf(Date.parse('2026-11-21T23:00:00Z'), 'Europe/Paris')).toBe('2026-11-22');
    expect(startOfDay('2026-11-22', 'Europe/Paris')).toBe(Date.parse('2026-11-21T23:00:00Z'));
  });

  it('counts days over months and changes of the clock', () => {
    expect(addDays('2026-10-24', 1)).toBe('2026-10-25');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  });
});
