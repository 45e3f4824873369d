import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { asId, type HoldId, type HolderId, type ShowtimeId } from '#shared/domain/ids.ts';
import type { RedisClient } from '../../redis/client.ts';
import { partitionOf, type Keys } from '../../redis/keys.ts';
import { SeatLocks, type ClaimState } from '../../redis/seat-locks.ts';
import { LocksBench } from '../../redis/testing.ts';
import type { Requests } from '../engine/life.ts';
import { connectRedisModel } from './redis-client.ts';
import { RedisModel } from './redis-model.ts';

const seatCount = 5;
const holdCount = 4;
const holderCount = 2;
const limit = 3;

type Operation =
  | { readonly kind: 'hold'; readonly hold: number; readonly seats: readonly number[] }
  | {
      readonly kind: 'change';
      readonly hold: number;
      readonly add: readonly number[];
      readonly remove: readonly number[];
    }
  | {
      readonly kind: 'extend' | 'release' | 'lock' | 'lockAgain' | 'unlock' | 'abandon' | 'overdue';
      readonly hold: number;
    }
  | {
      readonly kind: 'claim' | 'free';
      readonly hold: number;
      /** How many lives of the hold ago its fence was given. */
      readonly age: number;
      readonly seats: readonly number[];
      readonly state: ClaimState;
    }
  | { readonly kind: 'awaitPayment'; readonly hold: number; readonly seats: readonly number[]; readonly waits: boolean }
  | { readonly kind: 'begin' | 'loseMap' | 'flush' | 'expire' }
  | { readonly kind: 'commit'; readonly packed: string; readonly fenced: readonly number[] };

const hold = fc.nat({ max: holdCount - 1 });
const someSeats = (minLength: number) =>
  fc
    .uniqueArray(fc.nat({ max: seatCount - 1 }), { minLength, maxLength: 3 })
    .map((seats) => seats.toSorted((one, other) => one - other));
const claimState = fc.constantFrom<ClaimState>('LOCKED', 'BOOKED', 'BLOCKED');
const ofHold = fc.constantFrom('extend', 'release', 'lock', 'lockAgain', 'unlock', 'abandon', 'overdue');
const packed = fc.string({
  unit: fc.constantFrom('0', '0', '2', '3', '4'),
  minLength: seatCount,
  maxLength: seatCount,
});

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('hold'), hold, seats: someSeats(1) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('change'), hold, add: someSeats(0), remove: someSeats(0) }) },
  { weight: 8, arbitrary: fc.record({ kind: ofHold, hold }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom('claim', 'free'),
      hold,
      age: fc.nat({ max: 1 }),
      seats: someSeats(1),
      state: claimState,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('awaitPayment'), hold, seats: someSeats(1), waits: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('begin', 'expire') }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('commit'), packed, fenced: someSeats(0) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('loseMap', 'flush') }) },
);

/** Redis, or the model of it, and what a client of it knows. Their clocks differ, so each knows its own fences. */
class Side {
  readonly #redis: RedisClient;
  readonly #keys: Keys;
  readonly #locks: SeatLocks;
  readonly #showtimeId: ShowtimeId;
  readonly #flush: () => Promise<void>;
  /** The fences that a hold was given, the last one first. */
  readonly #fences = Array.from({ length: holdCount }, (): string[] => []);
  #token = 'none';
  #waitsUntil = 0;
  #seenEvents = 0;

  constructor(redis: RedisClient, keys: Keys, showtimeId: ShowtimeId, flush: () => Promise<void>) {
    this.#redis = redis;
    this.#keys = keys;
    this.#locks = new SeatLocks(redis, keys);
    this.#showtimeId = showtimeId;
    this.#flush = flush;
  }

  /** Does it, and says what came of it without what depends on the clock. */
  async do(step: Operation, holdIds: readonly HoldId[]): Promise<string> {
    const showtimeId = this.#showtimeId;
    switch (step.kind) {
      case 'hold': {
        const outcome = await this.#locks.hold({
          showtimeId,
          holdId: at(holdIds, step.hold),
          seats: step.seats,
          ttlMs: 60_000,
          maximumMs: 90_000,
          holderId: asId<HolderId>(`${showtimeId}-${step.hold % holderCount}`),
          limit,
          actor: 'Ada',
          actorId: 'ada',
          station: null,
        });
        if (outcome.kind === 'held') this.#remember(step.hold, outcome.hold.fence);
        return outcome.kind === 'unavailable' ? `unavailable ${outcome.seats.join()}` : outcome.kind;
      }
      case 'change': {
        const { add, remove } = step;
        const outcome = await this.#locks.change({ showtimeId, holdId: at(holdIds, step.hold), add, remove });
        if (outcome.kind === 'changed') this.#remember(step.hold, outcome.hold.fence);
        return outcome.kind === 'unavailable' ? `unavailable ${outcome.seats.join()}` : outcome.kind;
      }
      case 'extend':
      case 'release':
      case 'lock':
      case 'lockAgain':
      case 'unlock':
      case 'abandon':
      case 'overdue':
        return this.#ofHold(step.kind, at(holdIds, step.hold), this.#fence(step.hold, 0));
      case 'claim':
      case 'free': {
        const claim = {
          showtimeId,
          seats: step.seats,
          holdId: at(holdIds, step.hold),
          fence: this.#fence(step.hold, step.age),
        };
        if (step.kind === 'free') return String(await this.#locks.free({ ...claim, from: step.state }));
        await this.#locks.show(claim, step.state);
        return 'claimed';
      }
      case 'awaitPayment': {
        const claim = {
          showtimeId,
          seats: step.seats,
          holdId: at(holdIds, step.hold),
          fence: this.#fence(step.hold, 0),
        };
        this.#waitsUntil += 1_000;
        await this.#locks.awaitPayment(claim, step.waits ? new Date(Date.now() + this.#waitsUntil) : null);
        return 'awaited';
      }
      case 'begin':
        this.#token = await this.#locks.beginRebuild(showtimeId);
        return 'begun';
      case 'commit': {
        const fences = new Map(step.fenced.map((seat) => [seat, Number(this.#fence(seat % holdCount, 0))]));
        const expireAt = Date.now() + 3_600_000;
        const request = { showtimeId, token: this.#token, packed: step.packed, minimumFence: 0, fences, expireAt };
        return (await this.#locks.commitRebuild(request)).kind;
      }
      case 'loseMap':
        await this.#redis.del(this.#keys.map(showtimeId));
        return 'lost';
      case 'flush':
        await this.#flush();
        this.#seenEvents = 0;
        return 'flushed';
      case 'expire':
        return String(await this.#locks.expire(showtimeId));
    }
  }

  /** Everything that the model is asked for, without what depends on the clock. */
  async state(): Promise<unknown> {
    const showtimeId = this.#showtimeId;
    const map = await this.#locks.snapshot(showtimeId);
    const holds = (await this.#redis.hVals(this.#keys.holds(showtimeId))).map((json) => JSON.parse(json) as Facts);
    const events = await this.#events();
    return {
      map: map.kind === 'snapshot' ? { packed: map.packed, version: map.version } : map.kind,
      holds: holds
        .map(({ holdId, seats, state, token, fence, lockedAt, waitsUntil }) => {
          const facts = {
            holdId,
            seats,
            state,
            token,
            isLocked: lockedAt !== undefined,
            waits: waitsUntil !== undefined,
          };
          return { ...facts, fence: this.#nameOf(fence) };
        })
        .toSorted((one, other) => (one.holdId < other.holdId ? -1 : 1)),
      isActive: (await this.#locks.activeShowtimes()).includes(showtimeId),
      isPresent: (await this.#locks.presentMaps([showtimeId])).has(showtimeId),
      events,
    };
  }

  async #events(): Promise<readonly unknown[]> {
    const entries = await this.#redis.xRange(this.#keys.events(partitionOf(this.#showtimeId)), '-', '+');
    const events = (entries ?? []).flatMap(({ message }) => {
      const { type, showtimeId, holdId, fence, seats, holder, actorId, reason } = message;
      if (showtimeId !== this.#showtimeId) return [];
      // The epoch and the fence of a rebuilt map depend on the clock.
      const isRebuild = type === 'map.rebuilt';
      const told = isRebuild ? reason?.split(' ')[1] : reason;
      return [{ type, holdId, fence: isRebuild ? '' : this.#nameOf(fence), seats, holder, actorId, told }];
    });
    // Several holds that end in one step do so in any order, which is that of a hash in Redis.
    const latest = events.slice(this.#seenEvents).map((event) => JSON.stringify(event));
    this.#seenEvents = events.length;
    return latest.toSorted();
  }

  async #ofHold(kind: string, holdId: HoldId, fence: string): Promise<string> {
    const request = {
      showtimeId: this.#showtimeId,
      holdId,
      fence,
      ttlMs: 30_000,
      token: kind === 'lockAgain' ? 'other' : 'one',
    };
    switch (kind) {
      case 'extend':
        return (await this.#locks.extend(request)).kind;
      case 'release':
        return (await this.#locks.release(request)).kind;
      case 'unlock':
        return (await this.#locks.unlock(request)).kind;
      case 'abandon':
        await this.#locks.abandon(request);
        return 'abandoned';
      case 'overdue':
        await this.#redis.zAdd(this.#keys.due(this.#showtimeId), { score: 1, value: holdId }, { condition: 'XX' });
        return 'overdue';
      default:
        return (await this.#locks.lock(request)).kind;
    }
  }

  #remember(number: number, fence: string): void {
    const fences = at(this.#fences, number);
    if (fences[0] !== fence) fences.unshift(fence);
  }

  #fence(number: number, age: number): string {
    return at(this.#fences, number)[age] ?? '0';
  }

  /** Which hold's how many-eth fence it is: the same on both sides. */
  #nameOf(fence: string | undefined): string {
    for (const [number, fences] of this.#fences.entries()) {
      const index = fences.indexOf(fence ?? '');
      if (index >= 0) return `fence ${fences.length - index} of hold ${number}`;
    }
    return fence === '0' ? 'none' : `unknown fence ${fence}`;
  }
}

interface Facts {
  readonly holdId: string;
  readonly seats: readonly number[];
  readonly fence: string;
  readonly state: string;
  readonly token?: string;
  readonly lockedAt?: number;
  readonly waitsUntil?: number;
}

function at<Value>(values: readonly Value[], index: number): Value {
  const value = values[index];
  if (value === undefined) throw new RangeError(`there is no ${index}`);
  return value;
}

/** Does at once whatever is asked. */
const atOnce: Requests = { send: (_part, _operation, _detail, effect) => Promise.resolve().then(effect) };

/** A clock that never shows the same µs twice. */
function strictMicros(): () => number {
  let last = 0;
  return () => (last = Math.max(last + 1, Math.floor((performance.timeOrigin + performance.now()) * 1_000)));
}

let bench: LocksBench;
beforeAll(async () => {
  bench = await LocksBench.open();
});
afterAll(() => bench[Symbol.asyncDispose]());

/** A new showtime with a map, in Redis and in the model. */
async function sides(): Promise<readonly [real: Side, model: Side]> {
  const showtimeId = asId<ShowtimeId>(randomUUID());
  const listener = { published: () => undefined, ran: () => undefined };
  const model = new RedisModel({ micros: strictMicros(), listener });
  const real = new Side(bench.redis, bench.keys, showtimeId, async () => void (await bench.redis.flushAll()));
  const copy = new Side(connectRedisModel(model, atOnce), bench.keys, showtimeId, async () => model.flush());
  return [real, copy];
}

const beginning: readonly Operation[] = [
  { kind: 'begin' },
  { kind: 'commit', packed: '0'.repeat(seatCount), fenced: [] },
];

async function expectSame(operations: readonly Operation[]): Promise<void> {
  const [real, model] = await sides();
  const holdIds = Array.from({ length: holdCount }, () => asId<HoldId>(randomUUID()));
  for (const step of [...beginning, ...operations]) {
    const [wanted, found] = [await real.do(step, holdIds), await model.do(step, holdIds)];
    assert.equal(found, wanted, `the model says otherwise of ${JSON.stringify(step)}`);
    assert.deepEqual(await model.state(), await real.state(), `after ${JSON.stringify(step)}`);
  }
}

describe('the model of Redis', () => {
  it('does what the scripts do, step by step', async () => {
    await fc.assert(fc.asyncProperty(fc.array(operation, { minLength: 5, maxLength: 40 }), expectSame), {
      numRuns: 250,
    });
  });
});
