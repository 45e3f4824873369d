import { seatStates } from '#shared/domain/seat-map.ts';
import { replyCodes, type Reply } from '../../redis/reply-codes.ts';
import { parseSeats, setStates, stateOf, type HoldRecord, type LiveMap, type ShowtimeStep } from './showtime-step.ts';

const { ok, mapMissing, unavailable, conflict, expired, tooMany, empty, unknownSeat } = replyCodes;

/** `include/live-map.lua` */
function withLiveMap(step: ShowtimeStep, run: (map: LiveMap) => Reply): Reply {
  const map = step.readMap();
  if (!map) return [mapMissing];
  if (step.parts.controls.withoutOverdueCheck !== true) step.freeOverdue(map);
  return run(map);
}

/** `include/held-hold.lua` */
function withHeldHold(step: ShowtimeStep, holdId: string, run: (map: LiveMap, hold: HoldRecord) => Reply): Reply {
  return withLiveMap(step, (map) => {
    const held = step.readHold(holdId);
    if (!held) return [expired];
    return held.state === 'HELD' ? run(map, held) : [conflict];
  });
}

function holdReply(step: ShowtimeStep, record: HoldRecord): Reply {
  return [ok, JSON.stringify(record), String(step.nowMs)];
}

/** `hold.lua` */
export function hold(step: ShowtimeStep, parameters: readonly string[]): Reply {
  const [holdId = '', seatList = '', ttlMs, maximumMs, holder = '', actor = '', station = '', actorId = ''] =
    parameters;
  return withLiveMap(step, (map) => {
    const seats = parseSeats(seatList);
    const existing = step.readHold(holdId);
    if (existing) {
      const isSame = existing.state === 'HELD' && existing.seats.join(',') === seatList;
      return isSame ? holdReply(step, existing) : [conflict];
    }
    if (seats.some((seat) => stateOf(map, seat) === '')) return [unknownSeat];
    const { controls } = step.parts;
    const taken = seats.filter((seat) => stateOf(map, seat) !== seatStates.FREE);
    if (taken.length > 0 && controls.withoutAvailability !== true) return [unavailable, taken.join(',')];
    const placed: HoldRecord = {
      holdId,
      showtimeId: step.showtimeId,
      seats,
      fence: step.nextFence(map),
      expiresAt: step.nowMs + Math.min(Number(ttlMs), Number(maximumMs)),
      deadline: step.nowMs + Number(maximumMs),
      holder,
      actor,
      actorId,
      station,
      state: 'HELD',
    };
    setStates(map, controls.withPartialHolds === true ? seats.slice(0, 1) : seats, seatStates.HELD);
    step.writeHold(placed);
    step.publishChange(map, seats);
    step.recordEvent('hold.placed', placed, seats);
    return holdReply(step, placed);
  });
}

/** `change.lua` */
export function change(
  step: ShowtimeStep,
  [holdId = '', addList = '', removeList = '', most]: readonly string[],
): Reply {
  return withHeldHold(step, holdId, (map, held) => {
    const add = parseSeats(addList);
    const remove = parseSeats(removeList);
    if (add.some((seat) => stateOf(map, seat) === '')) return [unknownSeat];
    const wanted = [...new Set(add)].filter((seat) => !held.seats.includes(seat) && !remove.includes(seat));
    const taken = wanted.filter((seat) => stateOf(map, seat) !== seatStates.FREE);
    if (taken.length > 0) return [unavailable, taken.join(',')];
    const removed = held.seats.filter((seat) => remove.includes(seat));
    const seats = [...held.seats.filter((seat) => !remove.includes(seat)), ...wanted];
    if (seats.length === 0) return [empty];
    if (seats.length > Number(most)) return [tooMany];
    const changed = [...wanted, ...removed];
    if (changed.length === 0) return holdReply(step, held);
    held.seats = seats.toSorted((one, other) => one - other);
    if (wanted.length > 0) held.fence = step.nextFence(map);
    setStates(map, wanted, seatStates.HELD);
    setStates(map, removed, seatStates.FREE);
    step.writeHold(held);
    step.publishChange(map, changed);
    step.recordEvent('hold.changed', held, changed, `added ${wanted.length}, removed ${removed.length}`);
    return holdReply(step, held);
  });
}

/** `extend.lua` */
export function extend(step: ShowtimeStep, [holdId = '', ttlMs]: readonly string[]): Reply {
  return withHeldHold(step, holdId, (_map, held) => {
    held.expiresAt = Math.min(step.nowMs + Number(ttlMs), held.deadline);
    step.writeHold(held);
    step.recordEvent('hold.extended', held, held.seats);
    return holdReply(step, held);
  });
}

/** `release.lua` */
export function release(step: ShowtimeStep, [holdId = '']: readonly string[]): Reply {
  return withHeldHold(step, holdId, (map, held) => {
    step.endHold(map, held, 'hold.released');
    return holdReply(step, held);
  });
}

/** `lock.lua` */
export function lock(step: ShowtimeStep, [holdId = '', token = '', fence = '']: readonly string[]): Reply {
  return withLiveMap(step, (map) => {
    const held = step.readHold(holdId);
    const isOwn = held?.fence === fence || step.parts.controls.withoutFenceOnLock === true;
    if (!held || !isOwn) return [expired];
    if (held.state === 'LOCKED') {
      if (held.token !== token) return [conflict];
      held.lockers = (held.lockers ?? 1) + 1;
      step.writeHold(held);
      return holdReply(step, held);
    }
    const now = { ...held, state: 'LOCKED', token, lockers: 1, lockedAt: step.nowMs } as const;
    step.writeHold(now);
    setStates(map, now.seats, seatStates.LOCKED);
    step.publishChange(map, now.seats);
    step.recordEvent('hold.locked', now, now.seats);
    return holdReply(step, now);
  });
}

/** `unlock.lua` */
export function unlock(step: ShowtimeStep, [holdId = '', token, fence, graceMs]: readonly string[]): Reply {
  return withLiveMap(step, (map) => {
    const paying = step.readHold(holdId);
    if (!paying || paying.fence !== fence) return [expired];
    if (paying.state !== 'LOCKED' || paying.token !== token || paying.waitsUntil !== undefined) return [conflict];
    const { token: _token, lockers = 1, lockedAt: _lockedAt, ...rest } = paying;
    if (lockers > 1) {
      step.writeHold({ ...paying, lockers: lockers - 1 });
      return holdReply(step, { ...paying, lockers: lockers - 1 });
    }
    const expiresAt = Math.min(Math.max(rest.expiresAt, step.nowMs + Number(graceMs)), rest.deadline);
    const now: HoldRecord = { ...rest, state: 'HELD', expiresAt };
    step.writeHold(now);
    setStates(map, now.seats, seatStates.HELD);
    step.publishChange(map, now.seats);
    step.recordEvent('hold.unlocked', now, now.seats);
    step.freeOverdue(map);
    const left = step.readHold(holdId);
    return left ? holdReply(step, left) : [expired];
  });
}

/** `abandon.lua` */
export function abandon(step: ShowtimeStep, [holdId = '', fence]: readonly string[]): Reply {
  const map = step.readMap();
  step.freeOverdue(map);
  const given = step.readHold(holdId);
  if (!given || given.fence !== fence) return [expired];
  step.endHold(map, given, 'seats.freed', 'the payment was given up');
  return [ok, ...step.ended];
}

/** `expire.lua` */
export function expire(step: ShowtimeStep): Reply {
  return [ok, step.freeOverdue(step.readMap())];
}

/** `snapshot.lua` */
export function snapshot(step: ShowtimeStep): Reply {
  return withLiveMap(step, ({ epoch, version, packed }) => [ok, epoch, version, packed, String(step.nowMs)]);
}
