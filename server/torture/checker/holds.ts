import { isFailure, isOperation, type HoldAnswer, type Operation } from '../history.ts';
import { grouped, type Evidence } from './evidence.ts';
import { holdLives, type HoldLife, type HoldStep } from './hold-lives.ts';
import { violation, type Violation } from './violation.ts';

/** Holds are all or nothing, are as their holders were told, are in the history, and never outlive their time. */
export function* checkHolds(evidence: Evidence): Generator<Violation> {
  const lives = holdLives(evidence);
  for (const [holdId, attempts] of grouped(evidence.dump.history, holdAskedFor))
    yield* checkAttempts(holdId, attempts, lives.get(holdId) ?? [], evidence);
  for (const operation of evidence.dump.history) yield* checkAnswer(operation, lives, evidence);
  yield* checkGivenUp(evidence);
}

/** A hold that was given up for good became no order. */
function* checkGivenUp({ dump: { entries } }: Evidence): Generator<Violation> {
  const nameOf = (entry: (typeof entries)[number]) => String(entry.details['holdId']);
  const ordered = new Map(
    entries.filter(({ action }) => action === 'order.placed').map((entry) => [nameOf(entry), entry.orderId ?? '']),
  );
  for (const entry of entries.filter(({ action }) => action === 'lock.abandoned')) {
    const holdId = nameOf(entry);
    const orderId = ordered.get(holdId);
    const text = `The hold ${holdId} was given up, and yet became the order ${orderId}.`;
    if (orderId !== undefined) yield violation('hold beyond its time', text, { holdId, orderIds: [orderId] });
  }
}

function holdAskedFor(operation: Operation): string | undefined {
  return isOperation(operation, 'holdSeats', 'holdBestSeats') ? operation.input.holdId : undefined;
}

/** Of a hold that a client asked for. */
function* checkAttempts(
  holdId: string,
  attempts: readonly Operation[],
  lives: readonly HoldLife[],
  evidence: Evidence,
): Generator<Violation> {
  const isRefused = attempts.every(({ answer }) => answer && isFailure(answer));
  const text = `The hold ${holdId} was refused every time, but it was placed.`;
  if (isRefused && lives.length > 0) yield violation('hold not whole', text, { holdId });
  for (const life of lives) {
    for (const [index, step] of life.steps.entries()) yield* checkTime(life, step, life.steps[index - 1], evidence);
  }
}

/** What only a live hold can go through. */
const needsLife = new Set(['hold.changed', 'hold.extended', 'hold.locked', 'hold.released']);

function* checkTime(
  { holdId }: HoldLife,
  { entry: { action }, at, until }: HoldStep,
  before: HoldStep | undefined,
  evidence: Evidence,
): Generator<Violation> {
  if (until === null || !before || evidence.mayBeForgotten(before.at)) return;
  const time = `at ${timeText(at)}, its time was over at ${timeText(until)}`;
  if (needsLife.has(action) && at >= until)
    yield violation('hold beyond its time', `The hold ${holdId} met with ${action} ${time}.`, { holdId });
  if (action === 'hold.expired' && at < until)
    yield violation('hold beyond its time', `The hold ${holdId} expired too early: ${time}.`, { holdId });
}

function* checkAnswer(
  operation: Operation,
  lives: ReadonlyMap<string, readonly HoldLife[]>,
  evidence: Evidence,
): Generator<Violation> {
  const { answer, number, startedAt, endedAt } = operation;
  if (answer?.__typename === 'SeatHold') yield* checkTold(operation, answer, lives, evidence);
  if (answer?.__typename !== 'ReleasedHold' || !isOperation(operation, 'releaseHold')) return;
  const { holdId } = operation.input;
  const steps = (lives.get(holdId) ?? []).flatMap((life) => life.steps);
  const isWritten = steps.some(({ entry }) => entry.action === 'hold.released');
  if (isWritten || evidence.mayHaveForgottenBetween(startedAt, endedAt)) return;
  const text = `Operation ${number} released the hold ${holdId}; the history has nothing of it.`;
  yield violation('entry missing', text, { holdId, operation: number });
}

/** A client was told of a hold: it must have been like that at that moment. */
function* checkTold(
  operation: Operation,
  answer: HoldAnswer,
  lives: ReadonlyMap<string, readonly HoldLife[]>,
  evidence: Evidence,
): Generator<Violation> {
  const { number, name } = operation;
  const about = { holdId: answer.id, operation: number };
  const place = `Operation ${number}, ${name}, was answered with the hold ${answer.id}`;
  const told = new Set(answer.seatIds);
  const wanted = wantedSeats(operation);
  if (wanted !== undefined && !wanted(told)) {
    yield violation('hold not whole', `${place} with ${seatText(told)}, which isn't what was asked for.`, about);
  }
  const [now, expiresAt] = [Date.parse(answer.serverTime), Date.parse(answer.expiresAt)];
  const deadline = Date.parse(answer.deadline);
  if (expiresAt > deadline || expiresAt <= now)
    yield violation('hold beyond its time', `${place} until ${answer.expiresAt}, at ${answer.serverTime}.`, about);
  if (evidence.mayBeForgotten(now) || evidence.mayBeForgotten(deadline - evidence.dump.settings.holdMaximumMs)) return;
  const life = lives.get(answer.id)?.find((each) => each.deadline === deadline);
  const nothing = `${place} until ${answer.deadline} at most; the history has nothing of it.`;
  if (!life) {
    yield violation('entry missing', nothing, about);
    return;
  }
  yield* checkState(place, { seatIds: told, fence: answer.fence }, now, life);
  const isExtended = life.steps.some(({ entry, at }) => entry.action === 'hold.extended' && at === now);
  if (name === 'extendHold' && !isExtended)
    yield violation('entry missing', `${place}; the history knows of no more time for it.`, about);
}

/** It was as it was told before or after something that happened in that millisecond. */
function* checkState(
  place: string,
  told: Pick<HoldStep, 'seatIds' | 'fence'>,
  now: number,
  { holdId, steps }: HoldLife,
): Generator<Violation> {
  const last = steps.findLast(({ at }) => at < now);
  const possible = [...(last ? [last] : []), ...steps.filter(({ at }) => at === now)];
  if (possible.some(({ seatIds, fence }) => fence === told.fence && isSame(seatIds, told.seatIds))) return;
  const inWords = ({ seatIds, fence }: typeof told) => `${seatText(seatIds)} and the fence ${fence}`;
  const text = `${place} with ${inWords(told)}, the history says ${possible.map(inWords).join(' or ') || 'nothing'}.`;
  yield violation('hold not whole', text, { holdId });
}

/** What a new hold's seats must fulfil. */
function wantedSeats(operation: Operation): ((seats: ReadonlySet<string>) => boolean) | undefined {
  if (isOperation(operation, 'holdSeats')) {
    const { seatIds } = operation.input;
    return (seats) => isSame(seats, new Set(seatIds));
  }
  if (isOperation(operation, 'holdBestSeats')) {
    const { count } = operation.input;
    return (seats) => seats.size === count;
  }
  return undefined;
}

function isSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((each) => other.has(each));
}

function seatText(seatIds: ReadonlySet<string>): string {
  return [...seatIds].toSorted().join('+');
}

function timeText(ms: number): string {
  return new Date(ms).toISOString().slice(11, 23);
}
