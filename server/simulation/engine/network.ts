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
  #jamUntil = 0;

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
    this.#jamUntil = 0;
  }

  /** How long a message takes, in µs: mostly less than a ms, so that many cross, sometimes far longer. */
  delay(): number {
    const isJam = this.#time.micros < this.#jamUntil;
    if (this.#dice.chance(isJam ? 0.3 : this.#faults.slow)) return this.#dice.between(1_000, 3_000_000);
    return this.#dice.chance(0.2) ? this.#dice.between(500, 20_000) : this.#dice.between(20, 1_000);
  }

  /** For so long many messages are slow. */
  jam(micros: number): void {
    this.#jamUntil = this.#time.micros + micros;
  }

  fateOf(part: Part): Fate {
    if ((this.#awayUntil.get(part) ?? 0) > this.#time.micros) return 'lost';
    const { lost, unanswered, distant } = this.#faults;
    const isFar = part === 'gateway';
    if (this.#dice.chance(isFar ? distant / 2 : lost)) return 'lost';
    return this.#dice.chance(isFar ? distant / 2 : unanswered) ? 'unanswered' : 'arrives';
  }

  /** Nobody reaches this part for so long. */
  takeAway(part: Part, micros: number): void {
    this.#awayUntil.set(part, this.#time.micros + micros);
  }
}
