import { describe, expect, it } from 'vitest';
import { businessDateOf, businessDay } from './business-day.ts';

describe('a business day', () => {
  it('ends at five in the morning of the cinema', () => {
    expect(businessDateOf(new Date('2026-11-21T03:59:59.999Z'), 'Europe/Paris')).toBe('2026-11-20');
    expect(businessDateOf(new Date('2026-11-21T04:00:00.000Z'), 'Europe/Paris')).toBe('2026-11-21');
    expect(businessDateOf(new Date('2026-11-20T21:59:59.999Z'), 'Asia/Bangkok')).toBe('2026-11-20');
    expect(businessDateOf(new Date('2026-11-20T22:00:00.000Z'), 'Asia/Bangkok')).toBe('2026-11-21');
  });

  it('is an hour shorter or longer when the clocks change', () => {
    const hours = (date: string): number => {
      const day = businessDay(date, 'Europe/Paris');
      return ((day?.before.getTime() ?? 0) - (day?.from.getTime() ?? 0)) / 3_600_000;
    };
    expect([hours('2026-03-28'), hours('2026-07-14'), hours('2026-10-24')]).toEqual([23, 24, 25]);
  });

  it('has every instant on exactly the day that its bounds say', () => {
    for (const timeZone of ['Europe/Paris', 'America/New_York', 'Asia/Bangkok', 'Australia/Lord_Howe']) {
      for (let instant = Date.UTC(2026, 2, 1); instant < Date.UTC(2026, 10, 30); instant += 7_190_000) {
        const day = businessDay(businessDateOf(new Date(instant), timeZone), timeZone);
        expect(day?.from.getTime()).toBeLessThanOrEqual(instant);
        expect(day?.before.getTime()).toBeGreaterThan(instant);
      }
    }
  });

  it('of what is no date is none', () => {
    expect(businessDay('2026-13-01', 'Europe/Paris')).toBeUndefined();
    expect(businessDay('tomorrow', 'Europe/Paris')).toBeUndefined();
  });
});
