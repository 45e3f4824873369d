import type { AuditEntry } from '../../domain/audit-entry.ts';
import { grouped, type Evidence } from './evidence.ts';

/** A hold after something happened to it. Times are epoch ms by Redis' clock. */
export interface HoldStep {
  readonly entry: AuditEntry;
  readonly at: number;
  readonly seatIds: ReadonlySet<string>;
  readonly fence: string;
  /** Until when it counted before this step; null for its beginning. */
  readonly until: number | null;
}

/** The life of a hold as its events tell it. Its id may live again when Redis has lost it. */
export interface HoldLife {
  readonly holdId: string;
  readonly deadline: number;
  /** Its placing first. */
  readonly steps: readonly HoldStep[];
}

/** What a refused payment leaves the holder at least, in ms. */
const unlockGraceMs = 30_000;

/** The lives of all holds by the hold's id, the oldest first. */
export function holdLives(evidence: Evidence): ReadonlyMap<string, readonly HoldLife[]> {
  const { showtimes, settings } = evidence.dump;
  const events = showtimes.flatMap(({ id }) => evidence.seatEventsOf(id));
  return new Map(
    [...grouped(events, holdIdOf)].map(([holdId, own]) => [
      holdId,
      livesIn(own).flatMap((life) => lifeOf(holdId, life, settings) ?? []),
    ]),
  );
}

function holdIdOf({ details: { holdId } }: AuditEntry): string | undefined {
  return typeof holdId === 'string' && holdId !== '' ? holdId : undefined;
}

/** Each placing begins a life. */
function livesIn(events: readonly AuditEntry[]): readonly (readonly AuditEntry[])[] {
  const beginnings = events.flatMap(({ action }, index) => (action === 'hold.placed' ? [index] : []));
  return beginnings.map((from, life) => events.slice(from, beginnings[life + 1]));
}

function lifeOf(holdId: string, events: readonly AuditEntry[], settings: Evidence['dump']['settings']) {
  const [placed, ...later] = events;
  if (!placed) return undefined;
  const { holdTtlMs, holdMaximumMs } = settings;
  const beginning = placed.at.getTime();
  const deadline = beginning + holdMaximumMs;
  let seatIds: ReadonlySet<string> = new Set(placed.seatIds);
  let until = beginning + Math.min(holdTtlMs, holdMaximumMs);
  const steps: HoldStep[] = [{ entry: placed, at: beginning, seatIds, fence: fenceOf(placed), until: null }];
  for (const entry of later) {
    const at = entry.at.getTime();
    if (entry.action === 'hold.changed') seatIds = changed(seatIds, entry);
    steps.push({ entry, at, seatIds, fence: fenceOf(entry), until });
    if (entry.action === 'hold.extended') until = Math.min(at + holdTtlMs, deadline);
    if (entry.action === 'hold.unlocked') until = Math.min(Math.max(until, at + unlockGraceMs), deadline);
  }
  return { holdId, deadline, steps };
}

/** The fence that an event of a hold names. */
export function fenceOf({ details }: AuditEntry): string {
  return String(details['fence']);
}

/** Seats that were added come first among those that the event names; the others were removed. */
function changed(seatIds: ReadonlySet<string>, { seatIds: named, details }: AuditEntry): ReadonlySet<string> {
  const { added } = details;
  const count = typeof added === 'number' ? added : 0;
  const removed = new Set<string>(named.slice(count));
  return new Set([...[...seatIds].filter((seatId) => !removed.has(seatId)), ...named.slice(0, count)]);
}
