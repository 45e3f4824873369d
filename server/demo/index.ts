/** A cinema that looks real, as plain data: no clock, no driver; `now` is an argument. */
import type { SeatId, ShowtimeId } from '#shared/domain/ids.ts';
import { demoAuditoriums } from './auditoriums.ts';
import { demoMovies } from './movies.ts';
import { demoSoldSeats } from './occupancy.ts';
import { demoPriceLists } from './price-list.ts';
import type {
  DemoAuditorium,
  DemoMovie,
  DemoPriceList,
  DemoShowtime,
  DemoSite,
  DemoSoldSeat,
  DemoStaffMember,
  DemoStation,
} from './records.ts';
import { demoShowtimes, sellableShowtime } from './showtimes.ts';
import { demoSite, demoStaff, demoStations } from './staff.ts';

export type * from './records.ts';

export interface DemoCinema {
  readonly cinema: DemoSite;
  readonly auditoriums: readonly DemoAuditorium[];
  readonly movies: readonly DemoMovie[];
  readonly priceLists: readonly DemoPriceList[];
  readonly staff: readonly DemoStaffMember[];
  readonly stations: readonly DemoStation[];
  /** A week from today on, earliest first. */
  readonly showtimes: readonly DemoShowtime[];
  /** One of them that begins between 20 minutes and 4 hours from now and is at least 65 % free. */
  readonly sellableShowtimeId: ShowtimeId;
  /** The seats sold before the demo begins. Throws a RangeError for a showtime that isn't one of these. */
  soldSeats(showtimeId: ShowtimeId): readonly DemoSoldSeat[];
  /** The seats out of order. Throws a RangeError for a showtime that isn't one of these. */
  blockedSeats(showtimeId: ShowtimeId): readonly SeatId[];
}

const daysAhead = 7;

/**
 * The demo cinema as it stands at `now` (epoch milliseconds). All ids are stable: what a later call has in common with
 * an earlier one has the same ids and the same content.
 */
export function demoCinema(now: number): DemoCinema {
  const { timeZone } = demoSite;
  const showtimes = demoShowtimes({ now, timeZone, days: daysAhead });
  const showtimeById = new Map<string, DemoShowtime>(showtimes.map((each) => [each.id, each]));
  const placeOf = (showtimeId: ShowtimeId): { showtime: DemoShowtime; auditorium: DemoAuditorium } => {
    const showtime = showtimeById.get(showtimeId);
    const auditorium = demoAuditoriums.find((each) => each.id === showtime?.auditoriumId);
    if (!showtime || !auditorium) throw new RangeError(`${showtimeId} is not a showtime of this demo`);
    return { showtime, auditorium };
  };
  return {
    cinema: demoSite,
    auditoriums: demoAuditoriums,
    movies: demoMovies,
    priceLists: demoPriceLists,
    staff: demoStaff,
    stations: demoStations,
    showtimes,
    sellableShowtimeId: sellableShowtime(showtimes, now).id,
    soldSeats(showtimeId) {
      const { showtime, auditorium } = placeOf(showtimeId);
      return demoSoldSeats(showtime, auditorium, timeZone);
    },
    blockedSeats: (showtimeId) => placeOf(showtimeId).auditorium.brokenSeatIds,
  };
}
