import type { AuditEntry } from '../../domain/audit-entry.ts';
import { grouped, type Evidence } from './evidence.ts';

/** A hold after something happened to it. Times are epoch ms by Redis' clock. */
export interface HoldStep {
  readonly entry: AuditEntry;
  readonly at: number;
  readonly seatIds: ReadonlySet<string>;
  /** Until when it counted before this step; null for its beginning. */
  readonly until: number | null;
}

/** The life of a hold as its events tell it. Its id may live again when Redis has lost it; then it has another fence. */
export interface HoldLife {
  readonly holdId: string;
  readonly fence: string;
  /** Its placing first. */
  readonly steps: readonly HoldStep[];
}

/** What a refused payment leaves the holder at least, in ms. */
const unlockGraceMs = 30_000;

/** The lives of all holds by the hold's id. */
export function holdLives(evidence: Evidence): ReadonlyMap<string, readonly HoldLife[]> {
  const { showtimes, settings } = evidence.dump;
  const events = showtimes.flatMap(({ id }) => evidence.seatEventsOf(id));
  const lives = [...grouped(events, lifeName).values()].flatMap((own) => lifeOf(own, settings) ?? []);
  return grouped(lives, ({ holdId }) => holdId);
}

/** What happened to the same hold in the same life. */
function lifeName({ details: { holdId, fence } }: AuditEntry): string | undefined {
  return typeof holdId === 'string' && holdId !== '' ? `${holdId} ${String(fence)}` : undefined;
}

function lifeOf(events: readonly AuditEntry[], { holdTtlMs, holdMaximumMs }: Evidence['dump']['settings']) {
  const [placed, ...later] = events;
  if (placed?.action !== 'hold.placed') return undefined;
  const beginning = placed.at.getTime();
  const deadline = beginning + holdMaximumMs;
  let seatIds: ReadonlySet<string> = new Set(placed.seatIds);
  let until = beginning + Math.min(holdTtlMs, holdMaximumMs);
  const steps: HoldStep[] = [{ entry: placed, at: beginning, seatIds, until: null }];
  for (const entry of later) {
    const at = entry.at.getTime();
    if (entry.action === 'hold.changed') seatIds = changed(seatIds, entry);
    steps.push({ entry, at, seatIds, until });
    if (entry.action === 'hold.extended') until = Math.min(at + holdTtlMs, deadline);
    if (entry.action === 'hold.unlocked') until = Math.min(Math.max(until, at + unlockGraceMs), deadline);
  }
  const { holdId, fence } = placed.details;
  return { holdId: String(holdId), fence: String(fence), steps };
}

/** Seats that were added come first among those that the event names; the others were removed. */
function changed(seatIds: ReadonlySet<string>, { seatIds: named, details }: AuditEntry): ReadonlySet<string> {
  const { added } = details;
  const count = typeof added === 'number' ? added : 0;
  const removed = new Set<string>(named.slice(count));
  return new Set([...[...seatIds].filter((seatId) => !removed.has(seatId)), ...named.slice(0, count)]);
}
