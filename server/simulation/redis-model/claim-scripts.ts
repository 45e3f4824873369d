import { seatStates, type SeatState } from '#shared/domain/seat-map.ts';
import { replyCodes, type Reply } from '../../redis/reply-codes.ts';
import { setStates, stateOf, parseSeats, type HoldRecord, type LiveMap, type ShowtimeStep } from './showtime-step.ts';

const { ok, superseded } = replyCodes;

const events: Readonly<Record<string, string>> = {
  [seatStates.LOCKED]: 'seats.locked',
  [seatStates.BOOKED]: 'seats.booked',
  [seatStates.BLOCKED]: 'seats.blocked',
};

/** `claim.lua` */
export function claim(step: ShowtimeStep, parameters: readonly string[]): Reply {
  const [holdId = '', fence = '', seatList = '', pendingMs, stateText = '', waitsUntil = ''] = parameters;
  const state = stateText as SeatState;
  const seats = parseSeats(seatList);
  const claimed = seats.filter((seat) => !isDecidedAlready(step, seat, fence, state));
  const map = step.readMap();
  rememberForRebuild(step, map, claimed, { state, fence, pendingMs: Number(pendingMs) });
  if (!map) return [ok];
  step.freeOverdue(map);
  const found = step.readHold(holdId);
  const own = found?.fence === fence ? found : undefined;
  revokeForeignHolds(step, map, claimed, own);
  mark(step, 'claim', claimed, claimText(state, fence));
  const changed = claimed.filter((seat) => stateOf(map, seat) !== state);
  if (changed.length > 0) {
    setStates(map, changed, state);
    step.publishChange(map, changed);
    step.recordEvent(events[state] ?? '', own ?? { holdId, fence }, changed);
  }
  if (own && waitsUntil !== '' && claimed.length > 0) {
    step.writeHold({ ...own, state: 'LOCKED', lockedAt: own.lockedAt ?? step.nowMs, waitsUntil: Number(waitsUntil) });
  } else if (own && state === seatStates.LOCKED) step.removeHold(own);
  else if (own) step.removeAndFree(map, own);
  return [ok, ...step.ended];
}

function rememberForRebuild(
  step: ShowtimeStep,
  map: LiveMap | undefined,
  seats: readonly number[],
  claimed: { readonly state: SeatState; readonly fence: string; readonly pendingMs: number },
): void {
  const { keyspace, controls } = step.parts;
  if (map && !keyspace.exists(step.rebuildKey)) return;
  if (controls.withoutPendingClaims === true) return;
  const { state, fence, pendingMs } = claimed;
  for (const seat of seats.map(String)) {
    if (!isNews(state, fence, keyspace.hash(step.pendingKey).get(seat))) continue;
    keyspace.setFields(step.pendingKey, { [seat]: claimText(state, fence) });
  }
  keyspace.expireAt(step.pendingKey, step.nowMs + pendingMs);
}

function isDecidedAlready(step: ShowtimeStep, seat: number, fence: string, state: SeatState): boolean {
  const isFreed = step.parts.controls.withoutFreedFences !== true && Number(fence) <= freedFence(step, seat);
  return isFreed || !isNews(state, fence, marked(step, 'claim', seat));
}

/** Only a map that lost its locks can have a foreign hold on a claimed seat. */
function revokeForeignHolds(
  step: ShowtimeStep,
  map: LiveMap,
  claimed: readonly number[],
  own: HoldRecord | undefined,
): void {
  for (const each of step.holds) {
    if (each.holdId !== own?.holdId && each.seats.some((seat) => claimed.includes(seat))) {
      step.endHold(map, each, 'hold.revoked', 'the seats were sold');
    }
  }
}

/** `free.lua` */
export function freeSeats(step: ShowtimeStep, parameters: readonly string[]): Reply {
  const [holdId = '', fence = '', seatList = '', from = ''] = parameters;
  const { keyspace, controls } = step.parts;
  const seats = parseSeats(seatList);
  const isOver = (last: string | undefined): boolean => last === undefined || Number(last.slice(1)) <= Number(fence);
  if (controls.withoutRestartedRebuilds !== true) keyspace.delete(step.rebuildKey);
  for (const seat of seats.map(String)) {
    if (isOver(keyspace.hash(step.pendingKey).get(seat))) keyspace.deleteField(step.pendingKey, seat);
  }
  const map = step.readMap();
  if (!map) return [ok, 0];
  step.freeOverdue(map);
  const found = step.readHold(holdId);
  const own = found?.fence === fence ? found : undefined;
  if (own) step.removeHold(own);
  const held = new Set(step.holds.flatMap((each) => each.seats));
  const ours = seats.filter((seat) => isOver(marked(step, 'claim', seat)));
  const news = ours.filter((seat) => Number(fence) > freedFence(step, seat));
  mark(step, 'freed', news, fence);
  const states: readonly string[] = own || from === seatStates.BOOKED ? [from, seatStates.LOCKED] : [from];
  const freed = ours.filter((seat) => states.includes(stateOf(map, seat)) && !held.has(seat));
  if (freed.length > 0) {
    setStates(map, freed, seatStates.FREE);
    step.publishChange(map, freed);
    step.recordEvent('seats.freed', own ?? { holdId, fence }, freed, 'the claim was given back');
  }
  return [ok, freed.length, ...step.ended];
}

/** `commit-rebuild.lua` */
export function commitRebuild(step: ShowtimeStep, parameters: readonly string[]): Reply {
  const [token, packed = '', minimumFence, expireAtMs, fences = ''] = parameters;
  const { keyspace, nowMicros } = step.parts;
  if (keyspace.text(step.rebuildKey) !== token) return [superseded];
  step.freeOverdue(undefined);
  const old = keyspace.hash(step.mapKey);
  const map: LiveMap = {
    epoch: String(Math.max(Number(old.get('epoch') ?? 0) + 1, nowMicros)),
    version: 0,
    packed,
    fence: Math.max(Number(old.get('fence') ?? 0), Number(minimumFence)),
  };
  installClaims(step, map, fences);
  for (const hold of step.holds) keepOrRevoke(step, map, hold);
  keyspace.setFields(step.mapKey, { epoch: map.epoch });
  step.publishChange(map, []);
  const { epoch, fence } = map;
  step.recordEvent('map.rebuilt', { holdId: '', fence: String(fence) }, [], `${epoch} ${map.packed}`);
  keyspace.expireAt(step.mapKey, Number(expireAtMs));
  keyspace.delete(step.rebuildKey);
  keyspace.delete(step.pendingKey);
  return [ok, map.epoch, ...step.ended];
}

/** The claims that were read, and over them those that were committed meanwhile. */
function installClaims(step: ShowtimeStep, map: LiveMap, fences: string): void {
  const { keyspace, controls } = step.parts;
  const read = controls.withoutClaimFences === true ? [] : fences.matchAll(/(\d+):(\d+)/g);
  const claims = new Map(
    Array.from(read, ([, seat = '', fence = '']) => [seat, claimText(stateOf(map, Number(seat)), fence)]),
  );
  for (const [seat, claimed] of keyspace.hash(step.pendingKey)) {
    const state = claimed.charAt(0) as SeatState;
    if (!isNews(state, claimed.slice(1), claims.get(seat))) continue;
    setStates(map, [Number(seat)], state);
    claims.set(seat, claimed);
  }
  for (const [seat, claimed] of claims) mark(step, 'claim', [Number(seat)], claimed);
}

/** Holds of a map that wasn't lost go on, unless the claims say otherwise; a payment always does. */
function keepOrRevoke(step: ShowtimeStep, map: LiveMap, hold: HoldRecord): void {
  const own = hold.seats.filter((seat) => stateOf(map, seat) === seatStates.FREE);
  map.fence = Math.max(map.fence, Number(hold.fence));
  if (hold.state === 'LOCKED') setStates(map, own, seatStates.LOCKED);
  else if (own.length === hold.seats.length) setStates(map, own, seatStates.HELD);
  else {
    step.removeHold(hold);
    step.recordEvent('hold.revoked', hold, hold.seats, 'the map was rebuilt');
  }
}

function claimText(state: string, fence: string): string {
  return `${state}${fence}`;
}

/** Whether a claim is news after another of the same seat: a later one, or the sale that came of a lock. */
function isNews(state: SeatState, fence: string, last: string | undefined): boolean {
  if (last === undefined) return true;
  const [lastState, lastFence] = [last.charAt(0), Number(last.slice(1))];
  if (Number(fence) !== lastFence) return Number(fence) > lastFence;
  return state !== seatStates.LOCKED || lastState === seatStates.LOCKED;
}

function freedFence(step: ShowtimeStep, seat: number): number {
  return Number(marked(step, 'freed', seat) ?? -1);
}

/** What the map remembers of a seat beside its state. */
function marked(step: ShowtimeStep, kind: 'claim' | 'freed', seat: number): string | undefined {
  return step.parts.keyspace.hash(step.mapKey).get(`${kind}:${seat}`);
}

function mark(step: ShowtimeStep, kind: 'claim' | 'freed', seats: readonly number[], value: string): void {
  if (seats.length === 0) return;
  step.parts.keyspace.setFields(step.mapKey, Object.fromEntries(seats.map((seat) => [`${kind}:${seat}`, value])));
}
