import { Dice } from '../../simulation/engine/dice.ts';

/** Nothing happens by chance: a client with it asks once for what it is told to ask for. */
export class SteadyDice extends Dice {
  constructor() {
    super('steady');
  }

  override chance(): boolean {
    return false;
  }

  override between(least: number): number {
    return least;
  }
}
