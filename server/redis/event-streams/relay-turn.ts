import type { RedisClient } from '../client.ts';
import type { Keys } from '../keys.ts';

/** It is our turn to relay, into this life of the streams. */
export interface RelayTurn {
  /** Grows with every life: what was relayed into a lesser one is lost, and is relayed again. */
  readonly generation: number;
  /** Redis was started since anybody relayed: its last second may be lost, see `confirmRun`. */
  readonly isNewRun: boolean;
  readonly run: string;
}

/** How long a relay that died keeps its turn. */
const turnMs = 3_000;

/** Lets one program at a time relay order events, and notices when Redis lost its data. */
export class RelayTurns {
  readonly #redis: RedisClient;
  readonly #keys: Keys;
  readonly #who: string;

  /** `who` names this program. */
  constructor(redis: RedisClient, keys: Keys, who: string) {
    this.#redis = redis;
    this.#keys = keys;
    this.#who = who;
  }

  /**
   * Takes or keeps the turn; undefined while another program has it. `highestGeneration` is asked for when the streams
   * begin a life: a new generation is greater.
   */
  async take(highestGeneration: () => Promise<number>): Promise<RelayTurn | undefined> {
    const turn = await this.#ask('');
    if (turn?.generation !== 0) return turn;
    return this.#ask(String((await highestGeneration()) + 1));
  }

  /** What an earlier run of Redis may have lost has been relayed again. */
  async confirmRun({ run }: RelayTurn): Promise<void> {
    await this.#redis.hSet(this.#keys.orderEventsLife, 'run', run);
  }

  /** The generation of the streams' present life; undefined while nobody has relayed in it. */
  async generation(): Promise<number | undefined> {
    const generation = await this.#redis.hGet(this.#keys.orderEventsLife, 'generation');
    return generation === null ? undefined : Number(generation);
  }

  async #ask(least: string): Promise<RelayTurn | undefined> {
    const { orderEventsLife, relayTurn } = this.#keys;
    const reply = await this.#redis.beginRelay(orderEventsLife, relayTurn, this.#who, turnMs, least);
    const [isOurs, generation, isRunKnown, run] = reply;
    return isOurs === 1 ? { generation: Number(generation), isNewRun: isRunKnown === 0, run } : undefined;
  }
}
