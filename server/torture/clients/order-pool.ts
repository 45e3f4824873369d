import type { Dice } from '../../simulation/engine/dice.ts';

const most = 400;

/** Orders that somebody has heard of: anybody may come back with them. */
export class OrderPool {
  readonly #ids: string[] = [];

  add(id: string): void {
    this.#ids.push(id);
    if (this.#ids.length > most) this.#ids.shift();
  }

  /** One of the latest; undefined while there is none. */
  choose(dice: Dice): string | undefined {
    return this.#ids.length === 0 ? undefined : dice.oneOf(this.#ids);
  }
}
