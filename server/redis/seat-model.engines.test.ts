import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { asId, type HoldId, type ShowtimeId } from '#shared/domain/ids.ts';
import { applyDelta, type SeatMapDelta, type SeatMapState } from '#shared/domain/seat-map.ts';
import { SeatFeed } from './seat-feed.ts';
import type { LiveHold } from './seat-locks.ts';
import { modelHolds, modelSeats, SeatModel, type Operation } from './seat-model.ts';
import { holdRequest, LocksBench } from './testing.ts';

/** What happens beside the calls of clients. */
type Elsewhere = Exclude<
  Operation,
  { readonly kind: 'hold' } | { readonly kind: 'change' } | { readonly kind: 'extend' | 'release' | 'lock' | 'unlock' }
>;

let bench: LocksBench;
let feed: SeatFeed;
beforeAll(async () => {
  bench = await LocksBench.open();
  feed = new SeatFeed(await bench.connection(), bench.keys);
});
afterAll(() => bench[Symbol.asyncDispose]());

const hold = fc.nat({ max: modelHolds - 1 });
const seat = fc.nat({ max: modelSeats - 1 });
const someSeats = (minLength: number) =>
  fc.uniqueArray(seat, { minLength, maxLength: 3 }).map((seats) => seats.toSorted((a, b) => a - b));
const ofHold = fc.constantFrom('extend', 'release', 'lock', 'unlock', 'book', 'abandon', 'overdue');

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('hold'), hold, seats: someSeats(1) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('change'), hold, add: someSeats(0), remove: someSeats(0) }) },
  { weight: 8, arbitrary: fc.record({ kind: ofHold, hold }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('free'), sale: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('sellElsewhere'), seats: someSeats(1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('rebuild', 'flush') }) },
);

/** Runs the same operations on Redis and on the model. */
class Comparison {
  readonly #model = new SeatModel();
  readonly #showtimeId: ShowtimeId;
  readonly #holdIds = Array.from({ length: modelHolds }, () => asId<HoldId>(randomUUID()));
  /** What the client of a hold id knows of it: the fence of its last hold. */
  readonly #known = new Map<number, LiveHold>();
  readonly #sales = new Map<
    number,
    { readonly holdId: HoldId; readonly fence: string; readonly seats: readonly number[] }
  >();

  constructor(showtimeId: ShowtimeId) {
    this.#showtimeId = showtimeId;
  }

  async run(step: Operation): Promise<void> {
    const [expected, actual] = await this.#both(step);
    assert.equal(actual, expected);
    assert.equal(await bench.packed(this.#showtimeId), this.#model.packed);
  }

  /** The outcome that the model expects, and the one that Redis gives. */
  async #both(step: Operation): Promise<readonly [string | undefined, string | undefined]> {
    switch (step.kind) {
      case 'hold':
        return [this.#model.hold(step.hold, step.seats), await this.#hold(step.hold, step.seats)];
      case 'change':
        return [this.#model.change(step.hold, step.add, step.remove), await this.#change(step)];
      case 'extend':
      case 'release':
      case 'lock':
      case 'unlock':
        return [this.#model[step.kind](step.hold), (await this.#ofHold(step.kind, step.hold)).kind];
      default:
        await this.#elsewhere(step);
        return [undefined, undefined];
    }
  }

  async #hold(number: number, seats: readonly number[]): Promise<string> {
    const outcome = await bench.locks.hold(holdRequest(this.#showtimeId, seats, { holdId: this.#holdId(number) }));
    if (outcome.kind === 'held') this.#remember(number, outcome.hold);
    return outcome.kind === 'unavailable' ? `unavailable ${outcome.seats.join()}` : outcome.kind;
  }

  async #change({ hold: number, add, remove }: Extract<Operation, { kind: 'change' }>): Promise<string> {
    const outcome = await bench.locks.change({
      showtimeId: this.#showtimeId,
      holdId: this.#holdId(number),
      add,
      remove,
    });
    if (outcome.kind === 'changed') this.#remember(number, outcome.hold);
    return outcome.kind === 'unavailable' ? `unavailable ${outcome.seats.join()}` : outcome.kind;
  }

  #ofHold(kind: 'extend' | 'release' | 'lock' | 'unlock', number: number) {
    return bench.locks[kind]({ ...this.#request(number), ttlMs: 60_000, token: 'payment' });
  }

  async #elsewhere(step: Elsewhere): Promise<void> {
    const { locks } = bench;
    switch (step.kind) {
      case 'book':
        return this.#book(step.hold);
      case 'sellElsewhere':
        return this.#sellElsewhere(step.seats);
      case 'free':
        this.#model.free(step.sale);
        return this.#free(step.sale);
      case 'abandon':
        if (this.#known.has(step.hold)) this.#model.abandon(step.hold);
        return locks.abandon(this.#request(step.hold));
      case 'overdue':
        this.#model.makeOverdue(step.hold);
        return bench.makeOverdue(this.#request(step.hold));
      case 'flush':
        this.#model.flush();
        await bench.redis.flushAll();
        break;
      case 'rebuild':
        break;
    }
    await bench.rebuild(this.#showtimeId, this.#model.claims);
  }

  async #book(number: number): Promise<void> {
    const seats = this.#model.liveSeats(number);
    if (!seats) return;
    const { holdId, fence } = this.#request(number);
    this.#sales.set(this.#model.book(number), { holdId, fence, seats });
    await bench.locks.book({ showtimeId: this.#showtimeId, holdId, fence, seats });
  }

  /** A sale that Redis knows nothing of, as after a loss of its data; the database never sells a seat twice. */
  async #sellElsewhere(wanted: readonly number[]): Promise<void> {
    const seats = wanted.filter((each) => this.#model.claims[each] === '0');
    const sale = { holdId: asId<HoldId>(randomUUID()), fence: String(Date.now() * 1_000), seats };
    this.#sales.set(this.#model.sellElsewhere(seats), sale);
    await bench.locks.book({ showtimeId: this.#showtimeId, ...sale });
  }

  async #free(number: number): Promise<void> {
    const sale = this.#sales.get(number);
    if (sale) await bench.locks.free({ showtimeId: this.#showtimeId, ...sale, from: 'BOOKED' });
  }

  #remember(number: number, held: LiveHold): void {
    const before = this.#known.get(number);
    assert.ok(Number(held.fence) >= Number(before?.fence ?? 0), 'a fence went back');
    this.#known.set(number, held);
  }

  #request(number: number) {
    const fence = this.#known.get(number)?.fence ?? '0';
    return { showtimeId: this.#showtimeId, holdId: this.#holdId(number), fence };
  }

  #holdId(number: number): HoldId {
    const holdId = this.#holdIds[number];
    if (!holdId) throw new RangeError(`the model has no hold ${number}`);
    return holdId;
  }
}

/** Follows a showtime by its messages alone, fetching only where a new epoch begins. */
class Follower {
  readonly deltas: SeatMapDelta[] = [];

  /** The states that the messages lead to, by epoch, from the empty map that each epoch's first message stands for. */
  follow(start: SeatMapState, starts: ReadonlyMap<string, SeatMapState>): SeatMapState {
    let state = start;
    for (const delta of this.deltas) {
      const begun = delta.seats.length === 0 && delta.version === 1 ? starts.get(delta.epoch) : undefined;
      state = begun ?? applied(state, delta);
    }
    return state;
  }
}

function applied(state: SeatMapState, delta: SeatMapDelta): SeatMapState {
  const outcome = applyDelta(state, delta);
  if (outcome.kind !== 'applied') throw new Error(`version ${delta.version} after ${state.version}: ${outcome.kind}`);
  return outcome.state;
}

describe('random operations', () => {
  it('do to Redis what they do to a plain model, and are told without a gap', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 5, maxLength: 40 }), async (operations) => {
        const showtimeId = await bench.showtime('0'.repeat(modelSeats));
        const follower = new Follower();
        const stop = await feed.watch(showtimeId, (delta) => follower.deltas.push(delta));
        const first = await bench.snapshot(showtimeId);
        const starts = new Map<string, SeatMapState>();
        const comparison = new Comparison(showtimeId);
        for (const step of operations) {
          await comparison.run(step);
          const snapshot = await bench.snapshot(showtimeId);
          if (snapshot.version === 1) starts.set(snapshot.epoch, snapshot);
        }
        const last = await bench.snapshot(showtimeId);
        await vi.waitFor(() =>
          expect(follower.follow(first, starts)).toMatchObject({ epoch: last.epoch, version: last.version }),
        );
        expect(follower.follow(first, starts).packed).toBe(last.packed);
        await stop();
      }),
      { numRuns: 150 },
    );
  });
});
