import { asId, type AuditoriumId, type CinemaId, type MovieId, type ShowtimeId } from '#shared/domain/ids.ts';
import type { PriceList } from '#shared/domain/pricing.ts';
import type { SeatLayout } from '#shared/domain/seat.ts';
import { buildLayout } from '../../demo/layout-builder.ts';
import { seatPlan, type SeatPlan, type Showtime } from '../../domain/showtime.ts';
import type { CatalogRepository } from '../../mongo/catalog-repository.ts';
import { isPartDown } from '../../services/part-down.ts';
import type { Dice } from '../../simulation/engine/dice.ts';

const cinemaId = asId<CinemaId>('torture');
const movieId = asId<MovieId>('torture');

export const ticketTypes = ['ADULT', 'CHILD', 'SENIOR'] as const;
const amounts = { ADULT: 1_350, CHILD: 750, SENIOR: 1_105 } as const;

/** What the dearest ticket costs, in minor units. */
export const highestPrice = amounts.ADULT;

const prices: PriceList = {
  currency: 'EUR',
  taxBasisPoints: 550,
  prices: ticketTypes.map((ticketType) => ({ ticketType, seatKind: 'STANDARD', amount: amounts[ticketType] })),
};

/** Rows of ten seats in an auditorium: few, so that many want the same. */
const auditoriums = [1, 4, 8, 16] as const;

/** Showtimes that are sold at the same time. */
const onSale = 8;

/** So many refusals in a row, and a showtime counts as sold out. */
const patience = 15;

/** A showtime on sale. */
export interface Offer {
  readonly showtime: Showtime;
  readonly plan: SeatPlan;
}

interface Running extends Offer {
  refusals: number;
}

/** What is sold: a few showtimes at a time, some of which begin soon; a new one comes for one that is sold out. */
export class Programme {
  readonly #catalog: CatalogRepository;
  readonly #dice: Dice;
  readonly #all: Running[] = [];
  readonly #running: Running[] = [];
  #isGrowing = false;

  private constructor(catalog: CatalogRepository, dice: Dice) {
    this.#catalog = catalog;
    this.#dice = dice;
  }

  /** Puts a cinema into the database. */
  static async open(catalog: CatalogRepository, dice: Dice): Promise<Programme> {
    const programme = new Programme(catalog, dice);
    await catalog.putCinema({
      id: cinemaId,
      name: 'Torture',
      serialPrefix: 'T',
      address: '1 Rack Street',
      taxId: 'none',
      timeZone: 'Europe/Paris',
      currency: 'EUR',
    });
    for (const rows of auditoriums) {
      const auditorium = { id: auditoriumOf(rows), cinemaId, number: rows, name: `${rows} rows`, seatCount: rows * 10 };
      await catalog.putAuditorium(auditorium, layoutOf(rows));
    }
    while (programme.#running.length < onSale) await programme.#add();
    return programme;
  }

  /** All showtimes that there ever were. */
  get all(): readonly Offer[] {
    return this.#all;
  }

  /** Somebody's choice. */
  choose(dice: Dice): Offer {
    return dice.oneOf(this.#running);
  }

  offerOf(showtimeId: string): Offer | undefined {
    return this.#all.find(({ showtime }) => showtime.id === showtimeId);
  }

  /** Seats of it were held. */
  succeeded({ showtime }: Offer): void {
    const found = this.#running.find((each) => each.showtime.id === showtime.id);
    if (found) found.refusals = 0;
  }

  /** Seats of it weren't to be had; `isClosed`: nor will they ever be. */
  refused({ showtime }: Offer, isClosed: boolean): void {
    const found = this.#running.find((each) => each.showtime.id === showtime.id);
    if (!found) return;
    found.refusals += isClosed ? patience : 1;
    if (found.refusals >= patience && !this.#isGrowing) void this.#replace(found);
  }

  async #replace(soldOut: Running): Promise<void> {
    this.#isGrowing = true;
    try {
      await this.#add();
      this.#running.splice(this.#running.indexOf(soldOut), 1);
    } catch (error) {
      // The database was just killed; the next refusal tries again.
      if (!isPartDown(error)) throw error;
    } finally {
      this.#isGrowing = false;
    }
  }

  async #add(): Promise<void> {
    const rows = this.#dice.oneOf(auditoriums);
    const beginsSoon = this.#dice.chance(0.25);
    const startsIn = beginsSoon ? this.#dice.between(6_000, 20_000) : this.#dice.between(2 * 3_600_000, 4 * 3_600_000);
    const startsAt = new Date(Date.now() + startsIn);
    const showtime: Showtime = {
      id: asId<ShowtimeId>(`show-${this.#all.length + 1}`),
      cinemaId,
      movieId,
      auditoriumId: auditoriumOf(rows),
      layoutVersion: 1,
      startsAt,
      endsAt: new Date(startsAt.getTime() + 6_000_000),
      formats: ['2D'],
      spokenLanguage: 'en',
      subtitleLanguage: null,
      prices,
    };
    await this.#catalog.putShowtime(showtime);
    const offer = { showtime, plan: seatPlan(layoutOf(rows)), refusals: 0 };
    this.#all.push(offer);
    this.#running.push(offer);
  }
}

/** Rows A, B, … of ten seats. */
function layoutOf(rows: number): SeatLayout {
  return buildLayout({
    version: 1,
    blocks: [10],
    aisle: 0,
    bow: { front: 0, back: 0 },
    screen: { width: 10, bow: 0 },
    rows: Array.from({ length: rows }, (_each, row) => ({ row: String.fromCharCode(65 + row), seats: 's'.repeat(10) })),
  });
}

function auditoriumOf(rows: number): AuditoriumId {
  return asId<AuditoriumId>(`auditorium-${rows}`);
}
