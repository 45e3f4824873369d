import { seededRandom, type Random } from '../../demo/seeded-random.ts';

/** Everything that is left to chance, from one seed: the same seed always throws the same. */
export class Dice {
  readonly #random: Random;

  constructor(seed: string) {
    this.#random = seededRandom(seed);
  }

  /** Whether something of this probability (0 to 1) happens. */
  chance(probability: number): boolean {
    return this.#random() < probability;
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.#random() * (most - least + 1));
  }

  oneOf<Value>(values: readonly Value[]): Value {
    const value = values[Math.floor(this.#random() * values.length)];
    if (value === undefined) throw new RangeError('there is nothing to choose from');
    return value;
  }

  /** So many different values, in the order in which they stood. */
  some<Value>(values: readonly Value[], count: number): readonly Value[] {
    let missing = Math.min(count, values.length);
    return values.filter((_value, index) => {
      const isChosen = this.#random() * (values.length - index) < missing;
      if (isChosen) missing -= 1;
      return isChosen;
    });
  }

  /** A UUID of version 4. */
  uuid(): string {
    const digits = Array.from({ length: 32 }, () => Math.floor(this.#random() * 16).toString(16)).join('');
    return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5');
  }
}
