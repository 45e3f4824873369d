import type { Dice } from '../../simulation/engine/dice.ts';

/** What may go wrong. The names are what a reader of the table goes by. */
export const faultKinds = [
  'kill api',
  'kill worker',
  'kill gateway',
  'kill redis',
  'kill mongodb',
  'flush redis',
  'stop api',
  'stop worker',
  'stop gateway',
  'webhooks',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** An engine that died this often within a minute of the time before is not started again. */
const mostKillsInARow = 15;
const healthyMs = 61_000;

/** Which fault comes next: each kind once, in an order that the seed decides, then again. */
export class FaultPlan {
  readonly #dice: Dice;
  readonly #without: ReadonlySet<FaultKind>;
  readonly #kills = new Map<FaultKind, { count: number; at: number }>();
  #round: FaultKind[] = [];

  constructor(dice: Dice, without: readonly FaultKind[] = []) {
    this.#dice = dice;
    this.#without = new Set(without);
  }

  /** `now` in ms, of a clock that only moves on. */
  next(now: number): FaultKind {
    if (this.#round.length === 0) this.#round = this.#shuffled();
    const kind = this.#round.shift() ?? 'webhooks';
    return this.#mayHappen(kind, now) ? kind : this.next(now);
  }

  /** Engines rest for a minute after some kills, or their keeper gives them up. */
  #mayHappen(kind: FaultKind, now: number): boolean {
    if (kind !== 'kill redis' && kind !== 'kill mongodb') return true;
    const { count, at } = this.#kills.get(kind) ?? { count: 0, at: now };
    const isRested = now - at > healthyMs;
    if (count >= mostKillsInARow && !isRested) return false;
    this.#kills.set(kind, { count: isRested ? 1 : count + 1, at: now });
    return true;
  }

  #shuffled(): FaultKind[] {
    const kinds = faultKinds.filter((kind) => !this.#without.has(kind));
    return kinds
      .map((kind) => ({ kind, place: this.#dice.between(0, 1_000_000) }))
      .toSorted((one, other) => one.place - other.place)
      .map(({ kind }) => kind);
  }
}
