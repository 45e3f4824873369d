import { describe, expect, it } from 'vitest';
import type { CinemaId } from '#shared/domain/ids.ts';
import { asId } from '#shared/domain/ids.ts';
import { outsideRange, type BusinessDay, type DayClosing } from './business-day.ts';

const hour = 3_600_000;
const monday = { from: new Date('2026-11-23T04:00:00Z'), before: new Date('2026-11-24T04:00:00Z') };
const tuesday = { from: monday.before, before: new Date('2026-11-25T04:00:00Z') };

function closed(outsideBefore: Date): BusinessDay {
  const closing = { outsideBefore } as DayClosing;
  return { id: 'day', cinemaId: asId<CinemaId>('cinema'), date: '2026-11-23', shiftCount: 0, closing };
}

describe('what a day accounts for beside its shifts', () => {
  it('is all of it when it is closed after its end', () => {
    expect(outsideRange(monday, undefined, new Date(monday.before.getTime() + hour))).toEqual(monday);
  });

  it('ends shortly before the closing when that is early, and the next day goes on from there', () => {
    const now = new Date(monday.before.getTime() - 5 * hour);
    const range = outsideRange(monday, undefined, now);
    expect(range?.from).toEqual(monday.from);
    expect(now.getTime() - (range?.before.getTime() ?? 0)).toBe(30_000);
    const next = outsideRange(tuesday, closed(range?.before ?? now), tuesday.before);
    expect(next?.from).toEqual(range?.before);
  });

  it('never overlaps with another day, whichever is closed first', () => {
    const late = new Date(tuesday.before.getTime() + hour);
    expect(outsideRange(tuesday, undefined, late)?.from).toEqual(outsideRange(monday, undefined, late)?.before);
  });

  it('is nothing as long as the day has hardly begun', () => {
    expect(outsideRange(monday, undefined, monday.from)).toBeUndefined();
    expect(outsideRange(monday, undefined, new Date(monday.from.getTime() - hour))).toBeUndefined();
    expect(outsideRange(monday, undefined, new Date(monday.from.getTime() + 29_000))).toBeUndefined();
  });
});
