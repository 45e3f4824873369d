import { asId, type SeatId } from '#shared/domain/ids.ts';
import type { OrderLineInput } from '#shared/generated/schema.ts';
import type { Answer, HoldAnswer } from '../history.ts';
import { ticketTypes, type Offer, type Programme } from '../stage/programme.ts';
import { Client, type ClientParts } from './client.ts';

export interface HolderParts extends ClientParts {
  readonly programme: Programme;
}

/** How wrong somebody's clock may be, in ms: an hour slow or fast. */
const skews = [0, 0, 0, -3_600_000, 3_600_000] as const;

/** Holds that somebody may have put aside. */
const mostParked = 6;

/** Somebody who holds seats, has second thoughts, and comes back to holds that were put aside. */
export class Holder extends Client {
  readonly #programme: Programme;
  readonly #skewMs: number;
  readonly #parked: HoldAnswer[] = [];

  constructor(parts: HolderParts) {
    super(parts);
    this.#programme = parts.programme;
    this.#skewMs = this.dice.oneOf(skews);
  }

  /** Seats that are held now, or are believed to be; undefined when none could be had. */
  async findHold(): Promise<HoldAnswer | undefined> {
    const parked = this.dice.chance(0.2) ? this.#parked.shift() : undefined;
    if (!parked) return this.#hold();
    // Who has a slow clock believes in holds that are long over, who has a fast one in none.
    const now = Date.now() + this.#skewMs;
    return now < Date.parse(parked.expiresAt) ? parked : undefined;
  }

  /** Puts a hold aside for later; most of them will be over by then. */
  park(hold: HoldAnswer): void {
    this.#parked.push(hold);
    if (this.#parked.length > mostParked) this.#parked.shift();
  }

  /** Other seats, more time, or none at all; undefined when the guest has gone. */
  async reconsider(hold: HoldAnswer): Promise<HoldAnswer | undefined> {
    const { dice } = this;
    const holdId = hold.id;
    switch (dice.between(0, 11)) {
      case 0:
      case 1:
        return this.#orBefore(await this.#change(hold), hold);
      case 2:
        return this.#orBefore(await this.insist('extendHold', { holdId }), hold);
      case 3:
      case 4:
        await this.insist('releaseHold', { holdId });
        // Some try to pay all the same.
        return dice.chance(0.15) ? hold : undefined;
      case 5:
        this.park(hold);
        return undefined;
      default:
        return hold;
    }
  }

  /** A line for each seat of a hold. */
  linesOf(hold: HoldAnswer): OrderLineInput[] {
    return hold.seatIds.map((seatId) => ({ seatId, ticketType: this.dice.oneOf(ticketTypes) }));
  }

  async #hold(): Promise<HoldAnswer | undefined> {
    const programme = this.#programme;
    const offer = programme.choose(this.dice);
    const holdId = this.newId();
    const showtimeId = offer.showtime.id;
    const isBest = this.dice.chance(0.25);
    const answer = isBest
      ? await this.insist('holdBestSeats', { holdId, showtimeId, count: this.dice.between(1, 3), wheelchair: false })
      : await this.insist('holdSeats', { holdId, showtimeId, seatIds: this.#someSeats(offer) });
    if (answer?.__typename === 'SeatHold') {
      programme.succeeded(offer);
      return answer;
    }
    if (answer) programme.refused(offer, answer.__typename === 'SalesClosedError');
    return undefined;
  }

  async #change(hold: HoldAnswer): Promise<Answer | null> {
    const offer = this.#programme.offerOf(hold.showtimeId);
    const add = offer && this.dice.chance(0.8) ? this.#someSeats(offer).slice(0, 2) : [];
    const remove = this.dice.some(hold.seatIds, this.dice.between(0, 1));
    return this.insist('changeHold', { holdId: hold.id, add, remove });
  }

  /** One to four seats side by side. */
  #someSeats({ plan: { layout } }: Offer): SeatId[] {
    const count = this.dice.between(1, 4);
    const first = this.dice.between(0, layout.seats.length - count);
    return layout.seats.slice(first, first + count).map(({ id }) => asId<SeatId>(id));
  }

  #orBefore(answer: Answer | null, before: HoldAnswer): HoldAnswer {
    return answer?.__typename === 'SeatHold' ? answer : before;
  }
}
