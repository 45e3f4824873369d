import { Temporal } from 'temporal-polyfill';
import type { Seat, SeatLayout } from '#shared/domain/seat.ts';
import { largestParty, partyPlaces, type PartyPlace } from './parties.ts';
import { alwaysOpenAuditoriumNumber, inTurn, soldOutTurns } from './programme.ts';
import type { DemoAuditorium, DemoShowtime, DemoSoldSeat } from './records.ts';
import { seededRandom, type Random } from './seeded-random.ts';

/**
 * The seats of a showtime that were sold before the demo begins: the same ones whenever it is asked, bought by parties
 * of 1 to 4 who sit together. Broken seats are never among them.
 */
export function demoSoldSeats(
  showtime: DemoShowtime,
  auditorium: DemoAuditorium,
  timeZone: string,
): readonly DemoSoldSeat[] {
  const random = seededRandom(showtime.id);
  const taken = new Set<string>(auditorium.brokenSeatIds);
  const sellable = auditorium.layout.seats.length - taken.size;
  const start = Temporal.Instant.fromEpochMilliseconds(showtime.startsAt).toZonedDateTimeISO(timeZone);
  const share = shareSold(auditorium.number, start, random);
  return seatParties(auditorium.layout, taken, Math.floor(sellable * share), random);
}

/** How full each part of the day gets at least and at most, as shares of the seats. `before` is an hour on the clock. */
const partsOfDay = [
  { before: 12, least: 0.05, most: 0.4 },
  { before: 17, least: 0.1, most: 0.75 },
  { before: 21.5, least: 0.4, most: 0.95 },
  { before: 24, least: 0.08, most: 0.6 },
] as const;
const sharesWhereAlwaysOpen = { least: 0.15, most: 0.34 } as const;

function shareSold(auditoriumNumber: number, start: Temporal.ZonedDateTime, random: Random): number {
  if (isSoldOut(auditoriumNumber, start)) return 1;
  const part = partsOfDay.find(({ before }) => start.hour + start.minute / 60 < before) ?? partsOfDay[0];
  const { least, most } = auditoriumNumber === alwaysOpenAuditoriumNumber ? sharesWhereAlwaysOpen : part;
  return least + (most - least) * random();
}

function isSoldOut(auditoriumNumber: number, start: Temporal.ZonedDateTime): boolean {
  const turn = inTurn(soldOutTurns, start.toPlainDate());
  return turn.auditoriumNumber === auditoriumNumber && start.toPlainTime().equals(turn.time);
}

function seatParties(layout: SeatLayout, taken: Set<string>, wanted: number, random: Random): readonly DemoSoldSeat[] {
  const places = partyPlaces(layout);
  const sold: DemoSoldSeat[] = [];
  for (let groupNumber = 1; sold.length < wanted; groupNumber += 1) {
    const party = seatParty(places, taken, wanted - sold.length, random);
    if (!party) break;
    for (const seat of party) {
      taken.add(seat.id);
      sold.push({ seatId: seat.id, groupNumber });
    }
  }
  return sold;
}

/** Seats one party of a likely size, or of another size if there is no place for it; undefined when nothing is left. */
function seatParty(
  places: readonly (readonly PartyPlace[])[],
  taken: ReadonlySet<string>,
  most: number,
  random: Random,
): readonly Seat[] | undefined {
  for (const size of [likelySize(random), ...sizesFromLargest]) {
    if (size > most) continue;
    const open = (places[size] ?? []).filter(({ seats }) => seats.every((seat) => !taken.has(seat.id)));
    const chosen = betterOfTwo(open, random);
    if (chosen) return chosen.seats;
  }
  return undefined;
}

const sizesFromLargest = Array.from({ length: largestParty }, (_, index) => largestParty - index);

/** Mostly couples. */
function likelySize(random: Random): number {
  const dice = random();
  if (dice < 0.12) return 1;
  if (dice < 0.62) return 2;
  return dice < 0.82 ? 3 : largestParty;
}

/** People look at two places and take the one they like better: the middle fills first, but not in perfect order. */
function betterOfTwo(open: readonly PartyPlace[], random: Random): PartyPlace | undefined {
  const [first, second] = [open[Math.floor(random() * open.length)], open[Math.floor(random() * open.length)]];
  return first && second && second.appeal > first.appeal ? second : first;
}
