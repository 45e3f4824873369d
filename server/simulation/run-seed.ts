import { prepareCollections } from '../mongo/collections.ts';
import { Cashier } from './clients/cashier.ts';
import { heard } from './clients/deed.ts';
import { NoAnswer } from './clients/front-door.ts';
import { actor } from './clients/staff.ts';
import { drawFaults, noFaults } from './engine/faults.ts';
import { checkDeeds, checkHistory, checkNumbers } from './invariants/history.ts';
import { checkDrawers, checkMoney } from './invariants/money.ts';
import { unfinished } from './invariants/rest.ts';
import { differenceOf } from './invariants/seats.ts';
import { keys } from './world/box-office.ts';
import { lastShowBeginsIn, openCinema, type Programme } from './world/cinema.ts';
import type { Controls } from './controls/controls.ts';
import { World } from './world/world.ts';

export interface SeedOptions {
  /** How many of the last steps are told in words. */
  readonly toldSteps?: number;
  readonly controls?: Controls;
}

export interface SeedOutcome {
  readonly seed: string;
  /** Empty when all is well. */
  readonly violations: readonly string[];
  /** The same whenever this seed runs on this code. */
  readonly hash: string;
  readonly steps: number;
  /** How many orders there were, by their last state. */
  readonly orders: Readonly<Record<string, number>>;
  /** The last steps in words. */
  readonly last: readonly string[];
}

/** What is in every drawer at first, in minor units. */
const openingFloat = 10_000;

/** What is still under way when nothing goes wrong any more is over after this, in ms. */
const calmDownMs = 15_000;

/** A world that takes more steps than this doesn't come to rest. */
const mostSteps = 60_000;

/** How long after the last show there may still be something to do, in ms. */
const restWithin = 400_000;

/** Runs one world from its beginning until nothing happens in it any more, and judges it. */
export async function runSeed(seed: string, { toldSteps = 0, controls = {} }: SeedOptions = {}): Promise<SeedOutcome> {
  // A world never lets anybody else have a turn.
  await new Promise((resolve) => setImmediate(resolve));
  const world = new World(seed, { isInWords: toldSteps > 0, controls });
  await new SeedRun(world).run();
  const { trace } = world.engine;
  const orders: Record<string, number> = {};
  for (const { state } of world.records.orders) orders[state] = (orders[state] ?? 0) + 1;
  const { hash, steps } = trace;
  return { seed, violations: world.violations.found, hash, steps, orders, last: trace.last(toldSteps) };
}

class SeedRun {
  readonly #world: World;
  #programme: readonly Programme[] = [];

  constructor(world: World) {
    this.#world = world;
  }

  async run(): Promise<void> {
    const { engine, programs } = this.#world;
    const { dice, network, time } = engine;
    const end = time.now + lastShowBeginsIn;
    const cashiers = await this.#until(this.#open());
    if (!cashiers) return;
    network.begin(drawFaults(dice));
    for (const program of programs) program.start();
    const work = Promise.all(cashiers.map((cashier) => cashier.work(dice.between(6, 20))));
    if (!(await this.#until(work.then(() => true)))) return;
    // From here on nothing goes wrong any more, and everybody hears of what they asked for.
    network.begin(noFaults);
    for (const program of programs) program.start();
    const pauses = programs.map(({ running }) => running?.life.pausedUntil ?? 0);
    if (!(await this.#passUntil(Math.max(...pauses, time.now) + calmDownMs))) return;
    if (!(await this.#until(this.#hearOfAll().then(() => true)))) return;
    await this.#rest(end);
    if (this.#world.violations.found.length === 0) this.#judge();
  }

  /** A cinema, and those who work there. */
  async #open(): Promise<readonly Cashier[]> {
    const { engine, door, deeds } = this.#world;
    const { repositories, numbers, shifts } = this.#world.caretaker();
    const now = new Date(engine.time.now);
    await prepareCollections(repositories.mongo.db);
    await numbers.open();
    this.#programme = await openCinema(repositories, now);
    const actors = [
      actor('MANAGER', 1),
      actor('CASHIER', 2),
      actor('CASHIER', 3),
      actor('MANAGER', 4),
      actor('KIOSK', 5),
    ];
    for (const each of actors) if (each.role !== 'KIOSK') await shifts.open(each, openingFloat);
    return actors.map((each) => new Cashier(each, { engine, door, deeds, programme: this.#programme }));
  }

  async #hearOfAll(): Promise<void> {
    const { door, deeds } = this.#world;
    for (const deed of deeds) {
      for (let attempt = 0; attempt < 5; attempt += 1) {
        try {
          heard(deed, await door.ask(deed.ask));
          break;
        } catch (error) {
          if (!(error instanceof NoAnswer)) throw error;
        }
      }
    }
  }

  /** Time passes until nothing is left to do, all shows have begun, and all deadlines are over. */
  async #rest(end: number): Promise<void> {
    const { engine, violations } = this.#world;
    const { time } = engine;
    const isAtRest = (): boolean => time.now > end && this.#unfinished().length === 0;
    for (const latest = end + restWithin; !isAtRest();) {
      if (!(await this.#passUntil(time.now + 5_000))) return;
      if (time.now > latest) return this.#unfinished().forEach((left) => violations.add(`never finished: ${left}`));
    }
  }

  #unfinished(): readonly string[] {
    const { records, gateway, redis } = this.#world;
    const maps = this.#programme.flatMap(({ showtime, seatIds }) => {
      const packed = redis.keyspace.hash(keys.map(showtime.id)).get('packed');
      return differenceOf(showtime.id, seatIds, packed, records) ?? [];
    });
    return [...unfinished(records, gateway, redis.keyspace, keys), ...maps];
  }

  #judge(): void {
    const { records, violations, gateway, deeds } = this.#world;
    checkMoney(records, gateway, violations);
    checkDrawers(records, violations);
    checkHistory(records, violations);
    checkDeeds(records, deeds, violations);
    checkNumbers(records, violations);
  }

  /** Lets the world go on until an instant, epoch ms; false when it ended before. */
  async #passUntil(instant: number): Promise<boolean> {
    while (this.#world.engine.time.now < instant) if (!(await this.#step())) return false;
    return true;
  }

  /** Lets the world go on until something is there; undefined when the world ended before. */
  async #until<Value>(wanted: Promise<Value>): Promise<Value | undefined> {
    let found: { readonly value: Value } | undefined;
    let failure: { readonly error: unknown } | undefined;
    wanted.then(
      (value) => (found = { value }),
      (error: unknown) => (failure = { error }),
    );
    while (!found && !failure) if (!(await this.#step())) break;
    if (failure) throw failure.error;
    return found?.value;
  }

  async #step(): Promise<boolean> {
    const { engine, violations } = this.#world;
    const hasStepped = await this.#world.step();
    if (engine.trace.steps > mostSteps) violations.add(`no rest after ${mostSteps} steps`);
    return hasStepped && violations.found.length === 0;
  }
}
