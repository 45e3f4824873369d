import type { Dump } from '../dump.ts';
import { checkEntries } from './entries.ts';
import { checkEvents } from './events.ts';
import { Evidence } from './evidence.ts';
import { checkHolds } from './holds.ts';
import { checkMaps } from './maps.ts';
import { checkMoney } from './money.ts';
import { checkNumbers } from './numbers.ts';
import { checkPromises } from './promises.ts';
import { checkReports } from './reports.ts';
import { checkClaims, checkPossessions } from './seats.ts';
import type { Violation } from './violation.ts';

const checks: readonly ((evidence: Evidence) => Iterable<Violation>)[] = [
  checkClaims,
  checkPossessions,
  checkMoney,
  checkPromises,
  checkEntries,
  checkHolds,
  checkMaps,
  checkNumbers,
  checkReports,
  checkEvents,
];

/** Everything in a dump that must never be. */
export function check(dump: Dump): readonly Violation[] {
  const evidence = new Evidence(dump);
  return checks.flatMap((find) => [...find(evidence)]);
}
