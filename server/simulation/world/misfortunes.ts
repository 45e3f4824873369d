import type { Engine } from '../engine/engine.ts';
import { parts } from '../engine/faults.ts';
import type { RedisModel } from '../redis-model/redis-model.ts';
import type { Program } from './program.ts';

interface Dependencies {
  readonly engine: Engine;
  readonly programs: readonly Program[];
  readonly redis: RedisModel;
}

/** Steps in which somebody only looks whether there is something to do. */
const idle = /find$|^(SMEMBERS|EXISTS|HVALS|TIME|XREADGROUP|beginRelay|expireHolds|snapshot)/;

/** How much more likely than usual something goes wrong after a step that does something, and after one that doesn't. */
const weightOfDeeds = 2.5;
const weightOfLooks = 0.3;

/** What goes wrong between two steps: mostly where something is going on, and with whoever does it. */
export class Misfortunes {
  readonly #dependencies: Dependencies;
  #losses = 0;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** How often Redis lost everything. */
  get losses(): number {
    return this.#losses;
  }

  /** Lets something go wrong, or nothing. */
  mayHappen(): void {
    const { dice, network, trace } = this.#dependencies.engine;
    const { crash, pause, outage, flush } = network.faults;
    const weight = idle.test(trace.latest.what) ? weightOfLooks : weightOfDeeds;
    if (dice.chance(crash * weight)) this.#victim().crash(dice.between(100, 8_000));
    if (dice.chance(pause * weight)) this.#victim().pause(dice.between(10, dice.oneOf([500, 6_000, 40_000])));
    if (dice.chance(outage * weight)) this.#takePartAway();
    if (dice.chance(flush * weight)) this.#flush();
  }

  #victim(): Program {
    const { engine, programs } = this.#dependencies;
    const { dice, trace } = engine;
    const actor = programs.find(({ running }) => running?.life.name === trace.latest.who);
    return actor && dice.chance(0.7) ? actor : dice.oneOf(programs);
  }

  #takePartAway(): void {
    const { time, dice, network, trace } = this.#dependencies.engine;
    const part = dice.oneOf(parts);
    const ms = dice.between(100, part === 'gateway' ? 30_000 : 6_000);
    trace.record(time.micros, 'world', `${part} goes away`, ms);
    network.takeAway(part, ms * 1_000);
  }

  #flush(): void {
    const { engine, redis } = this.#dependencies;
    const { time, dice, network, trace } = engine;
    trace.record(time.micros, 'world', 'Redis loses everything');
    redis.flush();
    this.#losses += 1;
    // Everybody asks at once for what is gone.
    network.jam(dice.between(0, 4_000_000));
  }
}
