import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asId, type HoldId, type ShowtimeId } from '#shared/domain/ids.ts';
import { seatStates } from '#shared/domain/seat-map.ts';
import { freshRedis, type FreshRedis } from '../../embedded/testing.ts';
import { holdRequest } from '../../redis/testing.ts';
import type { LiveHold } from '../../redis/live-hold.ts';
import { ageHold } from '../../testing/age-hold.ts';
import { openBoxOffice, type TestBoxOffice } from '../../testing/box-office.ts';
import type { EventConsumer } from '../events/event-consumer.ts';

let redis: FreshRedis;
let office: TestBoxOffice;
let writer: EventConsumer;
beforeAll(async () => {
  redis = await freshRedis();
  office = await openBoxOffice({ redisUrl: redis.url });
  const consumers = await office.openConsumers('test');
  const found = consumers.find(({ name }) => name === 'audit');
  if (!found) throw new Error('nobody writes the history of holds');
  writer = found;
});
afterAll(async () => {
  await office[Symbol.asyncDispose]();
  await redis.dispose();
});

/** Few seats and holds, so that random operations meet. */
const seat = fc.nat({ max: 9 });
const hold = fc.nat({ max: 3 });
const someSeats = (minLength: number) =>
  fc.uniqueArray(seat, { minLength, maxLength: 3 }).map((seats) => seats.toSorted((a, b) => a - b));

const operation = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('hold' as const), hold, seats: someSeats(1) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('change' as const), hold, add: someSeats(0), remove: someSeats(0) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom('extend', 'release', 'lock', 'unlock', 'overdue', 'abandon', 'order', 'book'),
      hold,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('claimElsewhere' as const),
      seats: someSeats(1),
      state: fc.constantFrom('LOCKED', 'BOOKED', 'BLOCKED'),
      // A program that died after its commit has told nobody.
      isTold: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('pay', 'giveBack'), claim: fc.nat({ max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('rebuild', 'flush') }) },
);
type Operation = typeof operation extends fc.Arbitrary<infer Kind> ? Kind : never;

/** What the database would have of one sale. */
interface Claim {
  readonly seats: readonly number[];
  readonly holdId: string;
  readonly fence: string;
  state: 'LOCKED' | 'BOOKED' | 'BLOCKED';
}

/** Does things to the live map of one showtime, and remembers what the map was after each. */
class Desk {
  readonly #showtimeId: ShowtimeId;
  readonly #holdIds = Array.from({ length: 4 }, () => asId<HoldId>(randomUUID()));
  readonly #known = new Map<HoldId, LiveHold>();
  readonly #claims: Claim[] = [];
  readonly moments: { readonly at: number; readonly packed: string }[] = [];

  constructor(showtimeId: ShowtimeId) {
    this.#showtimeId = showtimeId;
  }

  async run(step: Operation): Promise<void> {
    await this.#do(step);
    const snapshot = await office.locks.snapshot(this.#showtimeId);
    if (snapshot.kind !== 'snapshot') throw new Error('the map is missing');
    this.moments.push({ at: snapshot.serverTime, packed: snapshot.packed });
    // What comes next comes in another millisecond.
    while ((await this.#now()) <= snapshot.serverTime);
  }

  async #now(): Promise<number> {
    const [seconds, microseconds] = await office.redis.time();
    return Number(seconds) * 1_000 + Math.floor(Number(microseconds) / 1_000);
  }

  async #do(step: Operation): Promise<void> {
    switch (step.kind) {
      case 'hold':
        return this.#hold(this.#holdId(step.hold), step.seats);
      case 'change': {
        const { add, remove } = step;
        await office.locks.change({ showtimeId: this.#showtimeId, holdId: this.#holdId(step.hold), add, remove });
        return;
      }
      case 'claimElsewhere':
        return this.#claim({ ...step, holdId: randomUUID(), fence: String(Date.now() * 1_000) }, step.isTold);
      case 'pay':
      case 'giveBack':
        return this.#settle(step.kind, this.#claims[step.claim]);
      case 'flush':
        await writeAll();
        await office.redis.flushAll();
        return this.rebuild();
      case 'rebuild':
        return this.rebuild();
      default:
        return this.#withHold(step.kind, this.#holdId(step.hold));
    }
  }

  async #hold(holdId: HoldId, seats: readonly number[]): Promise<void> {
    const outcome = await office.locks.hold(holdRequest(this.#showtimeId, seats, { holdId }));
    if (outcome.kind === 'held') this.#known.set(holdId, outcome.hold);
  }

  async #withHold(kind: Extract<Operation, { readonly hold: number }>['kind'], holdId: HoldId): Promise<void> {
    const { locks } = office;
    const ofHold = { showtimeId: this.#showtimeId, holdId };
    const live = await locks.findHold(ofHold);
    const fence = this.#known.get(holdId)?.fence ?? '0';
    const isClaimed = this.#claims.some((claim) => claim.holdId === holdId && claim.fence === fence);
    if (kind === 'extend') await locks.extend({ ...ofHold, ttlMs: 300_000 });
    if (kind === 'release') await locks.release(ofHold);
    if (kind === 'lock') await locks.lock({ ...ofHold, token: 'token', fence });
    if (kind === 'unlock' && !isClaimed) await locks.unlock({ ...ofHold, token: 'token', fence });
    if (kind === 'abandon' && !isClaimed) await locks.abandon({ ...ofHold, fence });
    if (kind === 'overdue' && live?.lockedAt === undefined) await this.#expire(holdId);
    if (kind === 'order' && live && !isClaimed) await this.#claim({ ...live, state: 'LOCKED' });
    if (kind === 'book' && live && !isClaimed) await this.#claim({ ...live, state: 'BOOKED' });
  }

  async #expire(holdId: HoldId): Promise<void> {
    const holds = await office.locks.holdsOf(this.#showtimeId);
    if (!holds.some((live) => live.holdId === holdId)) return;
    await ageHold(office.redis, office.keys, this.#showtimeId, holdId, 3_600_000);
    await office.locks.expire(this.#showtimeId);
  }

  /** The database never has two claims on one seat. */
  async #claim({ seats, holdId, fence, state }: Claim, isTold = true): Promise<void> {
    if (seats.some((index) => this.#packed().charAt(index) !== '0')) return;
    const claim = { seats, holdId, fence, state };
    this.#claims.push(claim);
    if (isTold) await this.#show(claim);
  }

  async #show(claim: Claim): Promise<void> {
    await office.locks.show({ showtimeId: this.#showtimeId, ...claim }, claim.state);
  }

  async #settle(kind: 'pay' | 'giveBack', claim: Claim | undefined): Promise<void> {
    if (!claim) return;
    if (kind === 'pay') {
      if (claim.state !== 'BLOCKED') claim.state = 'BOOKED';
      return this.#show(claim);
    }
    this.#claims.splice(this.#claims.indexOf(claim), 1);
    await office.locks.free({ showtimeId: this.#showtimeId, ...claim, from: claim.state });
  }

  async rebuild(): Promise<void> {
    const { locks } = office;
    const token = await locks.beginRebuild(this.#showtimeId);
    const request = { showtimeId: this.#showtimeId, token, packed: this.#packed(), minimumFence: 0 };
    await locks.commitRebuild({ ...request, expireAt: Date.now() + 3_600_000 });
  }

  /** The map that the claims alone make. */
  #packed(): string {
    const states: string[] = Array.from({ length: 10 }, () => seatStates.FREE);
    for (const { seats, state } of this.#claims) for (const index of seats) states[index] = seatStates[state];
    return states.join('');
  }

  #holdId(number: number): HoldId {
    const holdId = this.#holdIds[number];
    if (!holdId) throw new RangeError(`there is no hold ${number}`);
    return holdId;
  }
}

/** Until all events are entries. The first step may only make the consumer group. */
async function writeAll(): Promise<void> {
  await writer.step(1);
  while ((await writer.step(1)) > 0);
}

async function newShowtime(): Promise<ShowtimeId> {
  const id = asId<ShowtimeId>(`showtime-${randomUUID()}`);
  await office.repositories.catalog.putShowtime({ ...office.cinema.small, id });
  return id;
}

it('the entries alone give the seat map of every moment, whatever happened to it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 25 }), async (steps) => {
      const showtimeId = await newShowtime();
      const desk = new Desk(showtimeId);
      await desk.rebuild();
      for (const step of steps) await desk.run(step);
      await writeAll();
      const seen = await Promise.all(
        desk.moments.map(({ at }) => office.services.auditHistory.seatMapAt(showtimeId, new Date(at))),
      );
      expect(seen).toEqual(desk.moments.map(({ packed }) => packed));
    }),
    { numRuns: 60 },
  );
}, 120_000);
