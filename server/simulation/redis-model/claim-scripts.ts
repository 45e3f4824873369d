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
  const map = step.readMap();
  rememberForRebuild(step, map, seats, state, Number(pendingMs));
  if (!map) return [ok];
  step.freeOverdue(map);
  const claimed = seats.filter((seat) => !isDecidedAlready(step, seat, Number(fence), state));
  if (state !== seatStates.LOCKED) markFences(step, 'sold', claimed, fence);
  const found = step.readHold(holdId);
  const own = found?.fence === fence ? found : undefined;
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
  revokeForeignHolds(step, map, claimed, own);
  return [ok, ...step.ended];
}

function rememberForRebuild(
  step: ShowtimeStep,
  map: LiveMap | undefined,
  seats: readonly number[],
  state: SeatState,
  pendingMs: number,
): void {
  const { keyspace, controls } = step.parts;
  if (map && !keyspace.exists(step.rebuildKey)) return;
  if (controls.withoutPendingClaims === true) return;
  for (const seat of seats) {
    const isSold = keyspace.hash(step.pendingKey).get(String(seat)) === seatStates.BOOKED;
    if (state !== seatStates.LOCKED || !isSold) keyspace.setFields(step.pendingKey, { [String(seat)]: state });
  }
  keyspace.expireAt(step.pendingKey, step.nowMs + pendingMs);
}

function isDecidedAlready(step: ShowtimeStep, seat: number, fence: number, state: SeatState): boolean {
  const isFreed = step.parts.controls.withoutFreedFences !== true && fence <= fenceOf(step, 'freed', seat, -1);
  return isFreed || (state === seatStates.LOCKED && fence <= fenceOf(step, 'sold', seat, -1));
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
  if (controls.withoutRestartedRebuilds !== true) keyspace.delete(step.rebuildKey);
  for (const seat of seats) keyspace.deleteField(step.pendingKey, String(seat));
  const map = step.readMap();
  if (!map) return [ok, 0];
  step.freeOverdue(map);
  const found = step.readHold(holdId);
  const own = found?.fence === fence ? found : undefined;
  if (own) step.removeHold(own);
  const heldSeats = new Set(step.holds.flatMap((each) => each.seats));
  const ours = seats.filter((seat) => fenceOf(step, 'sold', seat, 0) <= Number(fence));
  markFences(step, 'freed', ours, fence);
  const freed = ours.filter((seat) => stateOf(map, seat) === from && !heldSeats.has(seat));
  if (freed.length > 0) {
    setStates(map, freed, seatStates.FREE);
    step.publishChange(map, freed);
    step.recordEvent('seats.freed', own ?? { holdId, fence }, freed, 'the claim was given back');
  }
  return [ok, freed.length, ...step.ended];
}

/** `commit-rebuild.lua` */
export function commitRebuild(step: ShowtimeStep, parameters: readonly string[]): Reply {
  const [token, packed = '', minimumFence, expireAtMs] = parameters;
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
  for (const [seat, state] of keyspace.hash(step.pendingKey)) setStates(map, [Number(seat)], state as SeatState);
  for (const each of step.holds) {
    const freeSeatsOfHold = each.seats.filter((seat) => stateOf(map, seat) === seatStates.FREE);
    map.fence = Math.max(map.fence, Number(each.fence));
    if (each.state === 'LOCKED') setStates(map, freeSeatsOfHold, seatStates.LOCKED);
    else if (freeSeatsOfHold.length === each.seats.length) setStates(map, freeSeatsOfHold, seatStates.HELD);
    else {
      step.removeHold(each);
      step.recordEvent('hold.revoked', each, each.seats, 'the map was rebuilt');
    }
  }
  keyspace.setFields(step.mapKey, { epoch: map.epoch });
  step.publishChange(map, []);
  keyspace.expireAt(step.mapKey, Number(expireAtMs));
  keyspace.delete(step.rebuildKey);
  keyspace.delete(step.pendingKey);
  return [ok, map.epoch, ...step.ended];
}

function fenceOf(step: ShowtimeStep, kind: 'sold' | 'freed', seat: number, otherwise: number): number {
  return Number(step.parts.keyspace.hash(step.mapKey).get(`${kind}:${seat}`) ?? otherwise);
}

function markFences(step: ShowtimeStep, kind: 'sold' | 'freed', seats: readonly number[], fence: string): void {
  if (seats.length === 0) return;
  step.parts.keyspace.setFields(step.mapKey, Object.fromEntries(seats.map((seat) => [`${kind}:${seat}`, fence])));
}
