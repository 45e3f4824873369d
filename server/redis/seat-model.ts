import type { SeatState } from '#shared/domain/seat-map.ts';

/** Seats and holds are few, so that random operations meet. */
export const modelSeats = 6;
export const modelHolds = 4;

/** An operation by small numbers. `hold` names one of the clients' hold ids. */
export type Operation =
  | { readonly kind: 'hold'; readonly hold: number; readonly seats: readonly number[] }
  | {
      readonly kind: 'change';
      readonly hold: number;
      readonly add: readonly number[];
      readonly remove: readonly number[];
    }
  | { readonly kind: 'extend' | 'release' | 'lock' | 'unlock'; readonly hold: number }
  | { readonly kind: 'book' | 'abandon' | 'overdue'; readonly hold: number }
  | { readonly kind: 'free'; readonly sale: number }
  | { readonly kind: 'sellElsewhere'; readonly seats: readonly number[] }
  | { readonly kind: 'rebuild' }
  | { readonly kind: 'flush' };

interface ModelHold {
  seats: readonly number[];
  state: 'HELD' | 'LOCKED' | 'OVERDUE';
  /** How many have it locked; all of them with one token. */
  lockers: number;
}

/**
 * What the seat map should do, in the plainest words: who has which seat, and what is sold. It knows nothing of keys,
 * scripts, versions or fences.
 */
export class SeatModel {
  readonly #holds = new Map<number, ModelHold>();
  /** What the database says, by seat: the number of the sale. */
  readonly #sold = new Map<number, number>();
  #sales = 0;

  /** The packed map. */
  get packed(): string {
    const states: SeatState[] = Array.from({ length: modelSeats }, (_each, seat) => (this.#sold.has(seat) ? '3' : '0'));
    for (const { seats, state } of this.#holds.values()) {
      if (state === 'OVERDUE') continue;
      for (const seat of seats) states[seat] = state === 'HELD' ? '1' : '2';
    }
    return states.join('');
  }

  /** What the database would make of the map. */
  get claims(): string {
    return Array.from({ length: modelSeats }, (_each, seat) => (this.#sold.has(seat) ? '3' : '0')).join('');
  }

  liveSeats(hold: number): readonly number[] | undefined {
    const found = this.#holds.get(hold);
    return found?.state === 'OVERDUE' ? undefined : found?.seats;
  }

  soldSeats(sale: number): readonly number[] {
    return [...this.#sold].flatMap(([seat, by]) => (by === sale ? [seat] : []));
  }

  hold(hold: number, seats: readonly number[]): string {
    this.#endOverdue();
    const existing = this.#holds.get(hold);
    if (existing) return existing.state === 'HELD' && existing.seats.join() === seats.join() ? 'held' : 'conflict';
    const taken = seats.filter((seat) => this.packed[seat] !== '0');
    if (taken.length > 0) return `unavailable ${taken.join()}`;
    this.#holds.set(hold, { seats, state: 'HELD', lockers: 0 });
    return 'held';
  }

  change(hold: number, add: readonly number[], remove: readonly number[]): string {
    const refused = this.#refuse(hold);
    const found = this.#holds.get(hold);
    if (refused || !found) return refused ?? 'expired';
    const added = add.filter((seat) => !found.seats.includes(seat) && !remove.includes(seat));
    const taken = added.filter((seat) => this.packed[seat] !== '0');
    if (taken.length > 0) return `unavailable ${taken.join()}`;
    const seats = [...found.seats.filter((seat) => !remove.includes(seat)), ...added].sort((a, b) => a - b);
    if (seats.length === 0) return 'empty';
    found.seats = seats;
    return 'changed';
  }

  extend(hold: number): string {
    return this.#refuse(hold) ?? 'extended';
  }

  release(hold: number): string {
    const refused = this.#refuse(hold);
    if (refused) return refused;
    this.#holds.delete(hold);
    return 'released';
  }

  lock(hold: number): string {
    this.#endOverdue();
    const found = this.#holds.get(hold);
    if (!found) return 'expired';
    found.state = 'LOCKED';
    found.lockers += 1;
    return 'locked';
  }

  unlock(hold: number): string {
    this.#endOverdue();
    const found = this.#holds.get(hold);
    if (!found) return 'expired';
    if (found.state !== 'LOCKED') return 'conflict';
    found.lockers -= 1;
    if (found.lockers === 0) found.state = 'HELD';
    return 'unlocked';
  }

  /** The database sells the seats of a hold. Returns the number of the sale. */
  book(hold: number): number {
    const seats = this.liveSeats(hold) ?? [];
    this.#holds.delete(hold);
    return this.#sell(seats);
  }

  /** The database sells seats that Redis may believe to be somebody's. */
  sellElsewhere(seats: readonly number[]): number {
    this.#endOverdue();
    for (const [hold, { seats: held }] of this.#holds) {
      if (held.some((seat) => seats.includes(seat))) this.#holds.delete(hold);
    }
    return this.#sell(seats);
  }

  free(sale: number): void {
    for (const seat of this.soldSeats(sale)) this.#sold.delete(seat);
  }

  abandon(hold: number): void {
    this.#endOverdue();
    this.#holds.delete(hold);
  }

  makeOverdue(hold: number): void {
    const found = this.#holds.get(hold);
    if (found?.state === 'HELD') found.state = 'OVERDUE';
  }

  /** Redis loses everything: selections are gone, sales stay. */
  flush(): void {
    this.#holds.clear();
  }

  #sell(seats: readonly number[]): number {
    this.#sales += 1;
    for (const seat of seats) this.#sold.set(seat, this.#sales);
    return this.#sales;
  }

  #refuse(hold: number): string | undefined {
    this.#endOverdue();
    const found = this.#holds.get(hold);
    if (!found) return 'expired';
    return found.state === 'LOCKED' ? 'conflict' : undefined;
  }

  #endOverdue(): void {
    for (const [hold, { state }] of this.#holds) {
      if (state === 'OVERDUE') this.#holds.delete(hold);
    }
  }
}
