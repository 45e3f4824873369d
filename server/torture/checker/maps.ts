import { seatStates } from '#shared/domain/seat-map.ts';
import type { AuditEntry } from '../../domain/audit-entry.ts';
import { seatSteps, type SeatStep } from '../../domain/seat-history.ts';
import type { MapSample, ShowtimeDump } from '../dump.ts';
import { grouped, type Evidence } from './evidence.ts';
import { fenceOf } from './hold-lives.ts';
import { violation, type Violation } from './violation.ts';

const { FREE, HELD, LOCKED, BOOKED } = seatStates;

/** Live maps: at the end they are what the claims say and what their events lead to; in between no seat was held twice. */
export function* checkMaps(evidence: Evidence): Generator<Violation> {
  const claims = grouped(evidence.dump.claims, ({ showtimeId }) => showtimeId);
  for (const showtime of evidence.dump.showtimes) {
    const states = new Map<string, string>(
      (claims.get(showtime.id) ?? []).map(({ seatId, state }) => [seatId, seatStates[state]]),
    );
    yield* checkEnd(showtime, states);
    yield* checkEvents(showtime, evidence);
    yield* checkFences(showtime, evidence);
  }
  for (const sample of evidence.dump.samples) yield* checkSample(sample);
  for (const { showtimeId, faults } of evidence.dump.watched)
    for (const fault of faults) yield violation('watcher misled', `Watching ${showtimeId}: ${fault}`);
}

function* checkEnd(
  { id, plan, packed, holds }: ShowtimeDump,
  claims: ReadonlyMap<string, string>,
): Generator<Violation> {
  for (const { holdId, expiresAt } of holds) {
    const text = `The hold ${holdId} is still there after everything; its time was over at ${timeText(expiresAt)}.`;
    yield violation('hold beyond its time', text, { holdId });
  }
  if (packed === undefined) {
    yield violation('map differs from claims', `${id} has no live map.`);
    return;
  }
  for (const { id: seatId, index } of plan.layout.seats) {
    const [shown, claimed] = [packed[index], claims.get(seatId) ?? FREE];
    const text = `${seatId} of ${id} is ${nameOf(shown)} on the live map, the claims say ${nameOf(claimed)}.`;
    if (shown !== claimed) yield violation('map differs from claims', text, { seat: { showtimeId: id, seatId } });
  }
}

/** Every step of every seat, from the events alone. */
function* checkEvents({ id: showtimeId, plan, packed = '' }: ShowtimeDump, evidence: Evidence): Generator<Violation> {
  const events = evidence.seatEventsOf(showtimeId);
  const rebuilt = events.filter(({ action }) => action === 'map.rebuilt');
  const bySeat = grouped(
    events.flatMap((entry) => entry.seatIds.map((seatId) => ({ seatId, entry }))),
    ({ seatId }) => seatId,
  );
  for (const seat of plan.layout.seats) {
    const own = (bySeat.get(seat.id) ?? []).map(({ entry }) => entry);
    const steps = seatSteps([...rebuilt, ...own], seat);
    yield* checkSteps(showtimeId, seat.id, steps, evidence);
    const last = steps.at(-1);
    const shown = packed[seat.index];
    if (!last || last.to === shown || evidence.mayBeForgotten(last.entry.at.getTime())) continue;
    const text = `${seat.id} of ${showtimeId}: its events lead to ${nameOf(last.to)}, the live map says ${nameOf(shown)}.`;
    yield violation('history tells another state', text, { seat: { showtimeId, seatId: seat.id } });
  }
}

function* checkSteps(showtimeId: string, seatId: string, steps: readonly SeatStep[], evidence: Evidence) {
  for (const [index, { entry, from, to, holdId }] of steps.entries()) {
    const isTaken = entry.action === 'hold.placed' || (entry.action === 'hold.changed' && to === HELD);
    const before = steps[index - 1];
    if (!isTaken || from === FREE || (before && evidence.mayBeForgotten(before.entry.at.getTime()))) continue;
    const text = `${seatId} of ${showtimeId} was ${nameOf(from)} when ${holdId} took it (${entry.id}).`;
    const about = { seat: { showtimeId, seatId }, ...(holdId !== null && { holdId }) };
    yield violation('seat held twice', text, about);
  }
}

/** The fences of a showtime's holds grow: of new ones, and of those that take more seats. */
function* checkFences({ id }: ShowtimeDump, evidence: Evidence): Generator<Violation> {
  let last: AuditEntry | undefined;
  for (const entry of evidence.seatEventsOf(id)) {
    const isNew = entry.action === 'hold.placed' || (entry.action === 'hold.changed' && entry.details['added'] !== 0);
    if (!isNew) continue;
    if (last && Number(fenceOf(entry)) <= Number(fenceOf(last))) {
      const text = `${id}: the fence ${fenceOf(entry)} (${entry.id}) comes after ${fenceOf(last)} (${last.id}).`;
      yield violation('fence fell', text, { holdId: String(entry.details['holdId']) });
    }
    last = entry;
  }
}

/** A look into Redis between two steps: the map shows exactly the holds, each seat in one of them. */
function* checkSample({ showtimeId, now, packed, holds }: MapSample): Generator<Violation> {
  const place = `${showtimeId} at ${timeText(now)}`;
  const holder = new Map<number, string>();
  for (const { holdId, seats, state, expiresAt, deadline } of holds) {
    const about = { holdId };
    if (expiresAt > deadline)
      yield violation('hold beyond its time', `${place}: ${holdId} is to outlive its deadline.`, about);
    for (const seat of seats) {
      const other = holder.get(seat);
      const shown = packed[seat];
      if (other !== undefined)
        yield violation('seat held twice', `${place}: seat ${seat} is held by ${other} and ${holdId}.`, about);
      if (state === 'HELD' ? shown !== HELD : shown !== LOCKED && shown !== BOOKED)
        yield violation('hold not whole', `${place}: ${holdId} (${state}) has seat ${seat}, which is ${shown}.`, about);
      holder.set(seat, holdId);
    }
  }
  for (const [seat, state] of [...packed].entries()) {
    const text = `${place}: seat ${seat} is shown as held, and nobody holds it.`;
    if (state === HELD && !holder.has(seat)) yield violation('hold not whole', text);
  }
}

function nameOf(state: string | undefined): string {
  return Object.entries(seatStates).find(([, character]) => character === state)?.[0] ?? 'missing';
}

function timeText(ms: number): string {
  return new Date(ms).toISOString().slice(11, 23);
}
