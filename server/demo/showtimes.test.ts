import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { demoMovies } from './movies.ts';
import { cleaningMinutes, demoProgramme, trailerMinutes } from './programme.ts';
import type { DemoShowtime } from './records.ts';
import { seededRandom } from './seeded-random.ts';
import { demoShowtimes, sellableShowtime } from './showtimes.ts';

const timeZone = 'Europe/Paris';
const minute = 60_000;
const hour = 60 * minute;

const random = seededRandom('moments');
const eightYears = 8 * 365 * 24 * hour;

/** 440 moments: any time of eight years, each hour around four changes of the clocks, each quarter of an hour of a day. */
const moments: readonly number[] = [
  ...Array.from({ length: 200 }, () => Math.floor(Date.UTC(2024) + random() * eightYears)),
  ...['2026-03-28T12:00Z', '2026-10-24T12:00Z', '2027-03-27T12:00Z', '2027-10-30T12:00Z'].flatMap((start) =>
    Array.from({ length: 36 }, (_, index) => Date.parse(start) + index * hour),
  ),
  ...Array.from({ length: 24 * 4 }, (_, index) => Date.parse('2026-11-21T00:00Z') + index * 15 * minute),
];

function weekFrom(now: number, zone = timeZone): readonly DemoShowtime[] {
  return demoShowtimes({ now, timeZone: zone, days: 7 });
}

function localTime({ startsAt }: DemoShowtime): string {
  const local = Temporal.Instant.fromEpochMilliseconds(startsAt).toZonedDateTimeISO(timeZone);
  return local.toPlainTime().toString({ smallestUnit: 'minute' });
}

/** Showtimes that begin before the room of an earlier one is cleaned. */
function overlaps(showtimes: readonly DemoShowtime[]): readonly string[] {
  const readyAt = new Map<string, number>();
  const found: string[] = [];
  for (const { id, auditoriumId, startsAt, endsAt } of showtimes.toSorted((a, b) => a.startsAt - b.startsAt)) {
    if (startsAt < (readyAt.get(auditoriumId) ?? 0)) found.push(id);
    readyAt.set(auditoriumId, endsAt + cleaningMinutes * minute);
  }
  return found;
}

describe('demoShowtimes', () => {
  const saturday = Date.parse('2026-11-21T17:42:00Z');

  it('never has two films in one auditorium and always a showtime to sell', () => {
    expect(moments).toHaveLength(440);
    for (const now of moments) {
      const showtimes = weekFrom(now);
      expect(overlaps(showtimes), new Date(now).toISOString()).toEqual([]);
      const { startsAt } = sellableShowtime(showtimes, now);
      expect(startsAt, new Date(now).toISOString()).toBeGreaterThanOrEqual(now + 20 * minute);
      expect(startsAt, new Date(now).toISOString()).toBeLessThanOrEqual(now + 4 * hour);
    }
  }, 30_000);

  it('would notice two films in one auditorium', () => {
    const [first, ...others] = weekFrom(saturday);
    if (!first) throw new Error('the week is empty');
    expect(overlaps([first, { ...first, startsAt: first.endsAt + 19 * minute }, ...others])).not.toEqual([]);
  });

  it.each(['America/New_York', 'Africa/Cairo', 'Australia/Lord_Howe', 'Asia/Bangkok'])('works in %s', (zone) => {
    for (const now of moments.slice(0, 60)) {
      const showtimes = weekFrom(now, zone);
      expect(overlaps(showtimes)).toEqual([]);
      expect(sellableShowtime(showtimes, now).startsAt).toBeGreaterThan(now);
    }
  });

  it('refuses to name a showtime to sell from the week of another day', () => {
    expect(() => sellableShowtime(weekFrom(saturday), saturday + 30 * 24 * hour)).toThrow(RangeError);
  });

  it('adds a late show only when there is nothing else to sell', () => {
    const slots = demoProgramme.reduce((sum, { slots: each }) => sum + each.length, 0);
    expect(weekFrom(saturday)).toHaveLength(7 * slots);
    const atNight = Date.parse('2026-11-22T02:00:00Z');
    const late = weekFrom(atNight);
    expect(late).toHaveLength(7 * slots + 1);
    expect(late[0]).toMatchObject({ id: 'st-2026-11-22-1-0420', movieId: 'hollow-hour' });
  });

  it('gives the same showtime the same id and content on every later day', () => {
    const known = new Map<string, DemoShowtime>(weekFrom(saturday).map((each) => [each.id, each]));
    const nextDay = weekFrom(saturday + 24 * hour);
    const shared = nextDay.filter((each) => known.has(each.id));
    expect(shared).toHaveLength(Math.round((nextDay.length * 6) / 7));
    for (const showtime of shared) expect(showtime).toEqual(known.get(showtime.id));
  });

  it('never overlaps with what was made on the days before', () => {
    for (let start = Date.parse('2026-10-20T00:10:00Z'); start < Date.parse('2026-10-28T00:00Z'); start += 7 * hour) {
      const all = [start, start + 5 * hour, start + 11 * hour, start + 24 * hour].flatMap((now) => weekFrom(now));
      expect(overlaps([...new Map(all.map((each) => [each.id, each])).values()])).toEqual([]);
    }
  });

  it('names showtimes by date, auditorium and local time, each once', () => {
    const showtimes = weekFrom(saturday);
    const ids = showtimes.map((each) => each.id);
    expect(ids).toContain('st-2026-11-21-1-1915');
    expect(new Set(ids).size).toBe(ids.length);
    expect(showtimes.find((each) => each.id === 'st-2026-11-21-1-1915')).toMatchObject({
      startsAt: Date.parse('2026-11-21T18:15:00Z'),
      endsAt: Date.parse('2026-11-21T20:51:00Z'),
      movieId: 'perihelion',
      formats: ['Laser', '3D'],
      spokenLanguage: 'en',
      subtitleLanguage: 'fr',
      priceListId: 'standard',
    });
  });

  it('opens in the morning, ends at night and shows every film within the week', () => {
    const showtimes = weekFrom(saturday);
    const times = showtimes.map(localTime).sort();
    expect(times[0]).toBe('10:30');
    expect(times.at(-1)).toBe('22:45');
    expect(new Set(showtimes.map((each) => each.movieId))).toEqual(new Set(demoMovies.map((movie) => movie.id)));
    expect(new Set(showtimes.flatMap((each) => each.formats))).toEqual(new Set(['2D', '3D', 'Laser', '70 mm']));
  });

  it('lasts as long as the trailers and the film', () => {
    for (const { movieId, startsAt, endsAt } of weekFrom(saturday)) {
      const movie = demoMovies.find((each) => each.id === movieId);
      expect(endsAt - startsAt).toBe((trailerMinutes + (movie?.runningMinutes ?? 0)) * minute);
    }
  });

  it('charges morning prices before noon', () => {
    for (const showtime of weekFrom(saturday)) {
      expect(showtime.priceListId === 'morning').toBe(localTime(showtime) < '12:00');
    }
  });
});
