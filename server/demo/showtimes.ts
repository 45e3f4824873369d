import { Temporal } from 'temporal-polyfill';
import { asId, type ShowtimeId } from '#shared/domain/ids.ts';
import { auditoriumWithNumber } from './auditoriums.ts';
import { demoMovie } from './movies.ts';
import {
  alwaysOpenAuditoriumNumber,
  demoProgramme,
  inTurn,
  nightFilm,
  nightFormats,
  nightParts,
  trailerMinutes,
  type AuditoriumProgramme,
  type ProgrammeSlot,
} from './programme.ts';
import type { DemoAuditorium, DemoMovie, DemoPriceListId, DemoShowtime } from './records.ts';

export interface ShowtimesRequest {
  /** Epoch milliseconds. */
  readonly now: number;
  /** IANA zone of the cinema. */
  readonly timeZone: string;
  /** How many days from today on, at least 1. */
  readonly days: number;
}

/** The demo's promise: a showtime that begins within this time from now can be sold. In milliseconds. */
const soonest = 20 * 60_000;
const latest = 4 * 3_600_000;

/**
 * The showtimes of `days` days from the cinema's today on (those of today that are over included), earliest first.
 * Every showtime depends on its date alone, so a call on the next day gives the same ones and one more day. If the
 * cinema would otherwise have nothing to sell within 4 h from now, one late show is added.
 */
export function demoShowtimes({ now, timeZone, days }: ShowtimesRequest): readonly DemoShowtime[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
  const showtimes: DemoShowtime[] = [];
  for (let day = 0; day < days; day += 1) showtimes.push(...showtimesOn(today.add({ days: day }), timeZone));
  if (!showtimes.some((each) => isSellable(each, now))) showtimes.push(nightShowtime(today, timeZone, now));
  return showtimes.sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1));
}

/**
 * The showtime that keeps the demo's promise for the longest time: the last one that does. Throws if `showtimes` were
 * not made for this `now`.
 */
export function sellableShowtime(showtimes: readonly DemoShowtime[], now: number): DemoShowtime {
  const found = showtimes.findLast((each) => isSellable(each, now));
  if (!found) throw new RangeError('no showtime can be sold within 4 hours: the showtimes are of another day');
  return found;
}

function isSellable(showtime: DemoShowtime, now: number): boolean {
  return (
    showtime.auditoriumId === auditoriumWithNumber(alwaysOpenAuditoriumNumber).id &&
    showtime.startsAt >= now + soonest &&
    showtime.startsAt <= now + latest
  );
}

function showtimesOn(date: Temporal.PlainDate, timeZone: string): readonly DemoShowtime[] {
  return demoProgramme.flatMap(({ auditoriumNumber, slots }) =>
    slots.map((slot) =>
      showtimeOf({
        auditorium: auditoriumWithNumber(auditoriumNumber),
        movie: demoMovie(inTurn(slot.films, date)),
        start: startOf(slot, date, timeZone),
        formats: slot.formats,
      }),
    ),
  );
}

/** The last late show, of the night that is running or of the next, that keeps the demo's promise. */
function nightShowtime(today: Temporal.PlainDate, timeZone: string, now: number): DemoShowtime {
  const nights = [today.subtract({ days: 1 }), today];
  const starts = nights.flatMap((date) => nightStarts(date, timeZone));
  const start = starts.findLast(({ epochMilliseconds }) => epochMilliseconds <= now + latest);
  if (!start) throw new Error(`the night before ${today.toString()} has no late show`);
  const auditorium = auditoriumWithNumber(alwaysOpenAuditoriumNumber);
  return showtimeOf({ auditorium, movie: demoMovie(nightFilm), start, formats: nightFormats });
}

/** Cuts real time between the last slot of `date` and the first of the next day, because that night may have 23 or 25 hours. */
function nightStarts(date: Temporal.PlainDate, timeZone: string): readonly Temporal.ZonedDateTime[] {
  const { slots } = programmeOf(alwaysOpenAuditoriumNumber);
  const evening = startOf(slots.at(-1) ?? slots[0], date, timeZone);
  const morning = startOf(slots[0], date.add({ days: 1 }), timeZone);
  const minutes = evening.until(morning).total('minutes') / nightParts;
  const parts = Array.from({ length: nightParts - 1 }, (_, index) => index + 1);
  return parts.map((part) => evening.add({ minutes: Math.floor((part * minutes) / 5) * 5 }));
}

interface Showing {
  readonly auditorium: DemoAuditorium;
  readonly movie: DemoMovie;
  readonly start: Temporal.ZonedDateTime;
  readonly formats: readonly string[];
}

function showtimeOf({ auditorium, movie, start, formats }: Showing): DemoShowtime {
  const time = start.toPlainTime().toString({ smallestUnit: 'minute' }).replace(':', '');
  return {
    id: asId<ShowtimeId>(`st-${start.toPlainDate().toString()}-${auditorium.number}-${time}`),
    movieId: movie.id,
    auditoriumId: auditorium.id,
    startsAt: start.epochMilliseconds,
    endsAt: start.add({ minutes: trailerMinutes + movie.runningMinutes }).epochMilliseconds,
    formats,
    ...languagesOf(movie, start.hour),
    priceListId: priceListAt(start.hour),
  };
}

/** Dubbed films are shown in French by day, when the families come, and in the original with subtitles at night. */
function languagesOf(movie: DemoMovie, hour: number): Pick<DemoShowtime, 'spokenLanguage' | 'subtitleLanguage'> {
  const isDubbed = movie.dubbed && hour >= 6 && hour < 18;
  const spokenLanguage = isDubbed ? 'fr' : movie.originalLanguage;
  return { spokenLanguage, subtitleLanguage: spokenLanguage === 'fr' ? null : 'fr' };
}

function priceListAt(hour: number): DemoPriceListId {
  return hour >= 6 && hour < 12 ? 'morning' : 'standard';
}

function startOf(slot: ProgrammeSlot, date: Temporal.PlainDate, timeZone: string): Temporal.ZonedDateTime {
  return date.toZonedDateTime({ timeZone, plainTime: slot.time });
}

function programmeOf(auditoriumNumber: number): AuditoriumProgramme {
  const programme = demoProgramme.find((each) => each.auditoriumNumber === auditoriumNumber);
  if (!programme) throw new RangeError(`auditorium ${auditoriumNumber} has no programme`);
  return programme;
}
