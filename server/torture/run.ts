import { setTimeout as wait } from 'node:timers/promises';
import { Keys } from '../redis/keys.ts';
import { Dice } from '../simulation/engine/dice.ts';
import { check } from './checker/check.ts';
import type { Violation } from './checker/violation.ts';
import { HttpLine } from './clients/http-line.ts';
import { terminals } from './clients/terminals.ts';
import { Watcher } from './clients/watcher.ts';
import { Crowd } from './crowd.ts';
import type { Dump } from './dump.ts';
import { FaultPlan, type FaultKind } from './faults/fault-plan.ts';
import { Faults } from './faults/faults.ts';
import { History } from './history.ts';
import type { TortureOptions } from './options.ts';
import { untilQuiet, type Quiet } from './quiet.ts';
import { openCinema, type CinemaUnderTest } from './stage/cinema-under-test.ts';
import { MapSampler } from './stage/map-sampler.ts';
import { signEverybodyIn } from './stage/people.ts';
import { Programme } from './stage/programme.ts';
import { holdMaximumMs, holdTtlMs } from './stage/settings.ts';
import { takeDump } from './take-dump.ts';

/** What a run has shown. */
export interface Outcome {
  readonly dump: Dump;
  readonly violations: readonly Violation[];
  readonly faults: ReadonlyMap<FaultKind, number>;
  readonly quiet: Quiet;
  /** How long the crowd was at work, in ms. */
  readonly workedMs: number;
  /** How long the check took, in ms. */
  readonly checkedMs: number;
  /** Where the programs wrote what went wrong; kept when something was found. */
  readonly logFile: string;
}

const crew = { CASHIER: 14, MANAGER: 6, KIOSK: 6, CUSTOMER: 6 } as const;

/** Where the programs keep what is theirs in Redis. */
const keys = new Keys('foyer');

/**
 * Lets a crowd at a cinema while everything goes wrong, waits until it is quiet, and looks at what is left. `ending` ends the
 * crowd's work early.
 */
export async function torture(
  options: TortureOptions,
  say: (message: string) => void,
  ending: AbortSignal,
): Promise<Outcome> {
  await using cinema = await openCinema(say);
  const dice = new Dice(`${options.seed} programme`);
  const programme = await Programme.open(cinema.composition.repositories.catalog, dice);
  for (const [terminalId, setting] of Object.entries(terminals)) await cinema.gateway.setTerminal(terminalId, setting);
  const line = new HttpLine(cinema.apiPorts[0]);
  const people = await signEverybodyIn(cinema.composition.repositories.staff, line, crew);
  const history = new History();
  const crowd = new Crowd({ people, apiPorts: cinema.apiPorts, history, programme, seed: options.seed });
  const faults = new Faults({ cinema, programme, keys, dice: new Dice(`${options.seed} harm`) });
  const sampler = new MapSampler(cinema.redis, keys, programme, new Dice(`${options.seed} samples`));
  const watchers = programme.all.map(
    ({ showtime }, index) => new Watcher(showtime.id, cinema.apiPorts[index % 2] ?? 0, line),
  );
  const begin = performance.now();
  say('Everybody is at work.');
  const working = crowd.work();
  await harm({ options, faults, history, watchers, say, ending });
  crowd.stop();
  const workedMs = performance.now() - begin;
  await faults.end();
  await working;
  say('Waiting until everything is quiet …');
  const quiet = await comeToRest(cinema, programme, crowd);
  sampler.stop();
  for (const watcher of watchers) await watcher.look();
  const watched = await Promise.all(watchers.map((watcher) => watcher.close()));
  await Promise.all([crowd.leave(), line.close()]);
  say('Reading what is left …');
  const dump = await takeDump(
    {
      composition: cinema.composition,
      redis: cinema.redis,
      keys,
      ledger: await cinema.gateway.ledger(),
      showtimes: programme.all,
    },
    {
      history: history.operations,
      losses: faults.losses,
      samples: sampler.samples,
      watched,
      settings: { holdTtlMs, holdMaximumMs },
      moneySettledMs: quiet.moneySettledMs,
    },
  );
  say('Checking …');
  const checking = performance.now();
  const violations = check(dump);
  cinema.keepsData = violations.length > 0;
  const checkedMs = performance.now() - checking;
  return { dump, violations, faults: faults.counts, quiet, workedMs, checkedMs, logFile: cinema.logFile };
}

/** One fault after the other, some at the same time, until it is enough. */
async function harm({
  options,
  faults,
  history,
  watchers,
  say,
  ending,
}: {
  readonly options: TortureOptions;
  readonly faults: Faults;
  readonly history: History;
  readonly watchers: readonly Watcher[];
  readonly say: (message: string) => void;
  readonly ending: AbortSignal;
}): Promise<void> {
  const dice = new Dice(`${options.seed} faults`);
  const plan = new FaultPlan(dice, process.platform === 'win32' ? ['stop api', 'stop worker', 'stop gateway'] : []);
  const end = performance.now() + options.lastsMs;
  const underway = new Set<Promise<void>>();
  const isEnough = (): boolean =>
    ending.aborted ||
    performance.now() > end ||
    (history.answered >= options.operations && faults.total >= options.faults);
  let told = performance.now();
  while (!isEnough()) {
    await waitUnless(isEnough, dice.between(options.faultEveryMs / 4, options.faultEveryMs));
    if (isEnough()) break;
    const fault = faults.commit(plan.next(performance.now())).finally(() => underway.delete(fault));
    underway.add(fault);
    for (const watcher of watchers) void watcher.look();
    if (performance.now() - told < 10_000) continue;
    told = performance.now();
    say(`${history.answered} operations answered …`);
  }
  await Promise.all(underway);
}

/** Waits for so many ms at most. */
async function waitUnless(isEnough: () => boolean, ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (!isEnough() && performance.now() < end) await wait(Math.min(100, ms));
}

/** Money first, then the drawers are counted, then everything else. */
async function comeToRest(cinema: CinemaUnderTest, programme: Programme, crowd: Crowd): Promise<Quiet> {
  const place = { composition: cinema.composition, offers: programme.all };
  const { moneySettledMs } = await untilQuiet(place);
  await crowd.closeShifts();
  const { restless } = await untilQuiet(place);
  return { moneySettledMs, restless };
}
