import { MongoNetworkError } from 'mongodb';
import { SocketClosedUnexpectedlyError } from 'redis';
import { GatewayUnavailableError } from '../../payments/gateway-client.ts';
import type { Dice } from './dice.ts';
import { noFaults, type Faults, type Part } from './faults.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What becomes of a message. */
export type Fate = 'arrives' | 'lost' | 'unanswered';

const outageErrors: Readonly<Record<Part, () => Error>> = {
  mongo: () => new MongoNetworkError('the connection was closed'),
  redis: () => new SocketClosedUnexpectedlyError(),
  gateway: () => new GatewayUnavailableError('The payment gateway does not answer.'),
};

/** What a program is told when a part doesn't answer. */
export function outageOf(part: Part): Error {
  return outageErrors[part]();
}

/** Decides how long messages take and which get lost. */
export class Network {
  readonly #time: VirtualTime;
  readonly #dice: Dice;
  readonly #awayUntil = new Map<Part, number>();
  #faults = noFaults;

  constructor(time: VirtualTime, dice: Dice) {
    this.#time = time;
    this.#dice = dice;
  }

  get faults(): Faults {
    return this.#faults;
  }

  /** From here on this goes wrong. What was away is there again. */
  begin(faults: Faults): void {
    this.#faults = faults;
    this.#awayUntil.clear();
  }

  /** How long a message takes, in µs: mostly less than a ms, so that many cross, sometimes far longer. */
  delay(): number {
    if (this.#dice.chance(this.#faults.slow)) return this.#dice.between(1_000, 4_000_000);
    return this.#dice.chance(0.2) ? this.#dice.between(500, 20_000) : this.#dice.between(20, 1_000);
  }

  fateOf(part: Part): Fate {
    if ((this.#awayUntil.get(part) ?? 0) > this.#time.micros) return 'lost';
    if (this.#dice.chance(this.#faults.lost)) return 'lost';
    return this.#dice.chance(this.#faults.unanswered) ? 'unanswered' : 'arrives';
  }

  /** Nobody reaches this part for so long. */
  takeAway(part: Part, micros: number): void {
    this.#awayUntil.set(part, this.#time.micros + micros);
  }
}
