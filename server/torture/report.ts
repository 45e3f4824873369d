import { readFileSync } from 'node:fs';
import { storyOf } from './checker/story.ts';
import { violationKinds, type Violation } from './checker/violation.ts';
import type { Dump } from './dump.ts';
import type { Outcome } from './run.ts';

/** Violations of a kind that are told one by one. */
const mostTold = 3;

/** A run in numbers. */
export function figures({ dump, faults, quiet, workedMs, checkedMs, violations }: Outcome) {
  const answered = dump.history.filter(({ answer }) => answer !== null).length;
  const seconds = workedMs / 1_000;
  return {
    operations: { answered, lost: dump.history.length - answered, perSecond: Math.round(answered / seconds) },
    answers: counted(dump.history.flatMap(({ name, answer }) => (answer ? [`${name} ${answer.__typename}`] : []))),
    orders: counted(dump.orders.map(({ state }) => state)),
    money: {
      captures: dump.ledger.captures.length,
      cardRefunds: dump.ledger.refunds.filter(({ state }) => state === 'SUCCEEDED').length,
      latePaymentsAccepted: dump.entries.filter(isLateCapture(true)).length,
      latePaymentsPaidBack: dump.entries.filter(isLateCapture(false)).length,
      settledMs: quiet.moneySettledMs,
    },
    faults: Object.fromEntries(faults),
    history: {
      entries: dump.entries.length,
      lostByFlush: dump.losses.flatMap((loss) => (loss.kind === 'FLUSHALL' ? loss.events : [])).length,
      mapsRepaired: dump.entries.filter(({ action }) => action === 'reconciliation.repaired').length,
      looksIntoRedis: dump.samples.length,
      changesWatched: dump.watched.reduce((sum, { changes }) => sum + changes, 0),
    },
    seconds: { worked: Math.round(seconds), checked: Math.round(checkedMs / 1_000) },
    restless: quiet.restless,
    violations: counted(violations.map(({ kind }) => kind)),
  };
}

function isLateCapture(accepted: boolean) {
  return ({ action, details }: Dump['entries'][number]): boolean =>
    action === 'payment.captured_late' && details['accepted'] === accepted;
}

function counted(names: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const name of names.toSorted()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries(counts);
}

/** A run as a short table, and the story of what went wrong. */
export function table(outcome: Outcome): string {
  const { operations, answers: _answers, orders, money, faults, history, seconds, restless } = figures(outcome);
  const words = (counts: object): string =>
    Object.entries(counts)
      .map(([name, count]) => `${name} ${String(count)}`)
      .join(', ');
  const rows = [
    ['Operations', words(operations)],
    ['Orders', words(orders)],
    ['Money', words(money)],
    ['Faults', words(faults)],
    ['History', words(history)],
    ['Seconds', words(seconds)],
    ...(restless.length > 0 ? [['Never at rest', restless.join(', ')]] : []),
    ...violationKinds.map((kind) => [kind, String(outcome.violations.filter((each) => each.kind === kind).length)]),
  ];
  return [...rows.map(([name = '', value = '']) => `${name.padEnd(28)}${value}`), ...stories(outcome)].join('\n');
}

function stories({ dump, violations, logFile }: Outcome): readonly string[] {
  if (violations.length === 0) return [];
  const told = violationKinds.flatMap((kind) => violations.filter((each) => each.kind === kind).slice(0, mostTold));
  return [
    ...told.flatMap((each) => story(each, dump)),
    '',
    `What the programs said: ${logFile}`,
    ...complaints(logFile),
  ];
}

function story(violation: Violation, dump: Dump): readonly string[] {
  return ['', `✗ ${violation.kind}: ${violation.text}`, ...storyOf(dump, violation.about).map((line) => `    ${line}`)];
}

/** What the programs complained of, each thing once. */
function complaints(logFile: string): readonly string[] {
  const lines = readFileSync(logFile, 'utf8').split('\n');
  const said = lines.flatMap((line) => /"msg":"([^"]*)"/.exec(line)?.[1] ?? []);
  return Object.entries(counted(said)).map(([message, count]) => `    ${count} × ${message}`);
}
