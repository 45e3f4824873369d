import { applyDelta, seatStates, type SeatMapDelta, type SeatMapState } from '#shared/domain/seat-map.ts';
import type { Keys } from '../../redis/keys.ts';
import type { ShowtimeScript } from '../../redis/scripts.ts';
import type { Keyspace } from '../redis-model/keyspace.ts';
import type { HoldRecord } from '../redis-model/showtime-step.ts';
import type { Violations } from './violations.ts';

interface Dependencies {
  readonly keyspace: () => Keyspace;
  readonly keys: Keys;
  readonly violations: Violations;
  /** Epoch ms. */
  readonly now: () => number;
}

/** Watches the live maps step by step: invariants 4 (holds), 5 (changes) and 6 (fences). */
export class LiveMapWatch {
  readonly #dependencies: Dependencies;
  /** What somebody knows who only hears the changes. */
  readonly #followed = new Map<string, SeatMapState>();
  readonly #highestFence = new Map<string, number>();
  /** Showtime → the seats (indexes) that the latest rebuild changed. */
  readonly #mended = new Map<string, readonly number[]>();
  /** Hold → the fence of its latest life. */
  readonly #fenceOf = new Map<string, string>();

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** A change was told. It must lead from what was known to what is. */
  published(channel: string, message: string): void {
    const { keys, violations } = this.#dependencies;
    const showtimeId = channel.slice(keys.seatChannelPrefix.length);
    const delta = JSON.parse(message) as SeatMapDelta;
    const known = this.#followed.get(showtimeId);
    const packed = this.#packed(showtimeId) ?? '';
    if (known?.epoch !== delta.epoch) {
      const isBeginning = delta.version === 1 && delta.seats.length === 0;
      const isLater = !known || Number(delta.epoch) > Number(known.epoch);
      violations.expect(isBeginning && isLater, () => `${showtimeId}: an epoch begins with ${message}`);
      const changed = Array.from(packed, (_state, seat) => seat).filter((seat) => known?.packed[seat] !== packed[seat]);
      this.#mended.set(showtimeId, changed);
      this.#followed.set(showtimeId, { epoch: delta.epoch, version: delta.version, packed });
      return;
    }
    const outcome = applyDelta(known, delta);
    if (outcome.kind === 'applied') this.#followed.set(showtimeId, outcome.state);
    const after = outcome.kind === 'applied' ? outcome.state.packed : outcome.kind;
    violations.expect(after === packed, () => `${showtimeId}: ${message} leads to ${after}, the map says ${packed}`);
  }

  /** Seats (indexes) that the latest rebuild of a map shows otherwise than before. */
  mendedIn(showtimeId: string): readonly number[] {
    return this.#mended.get(showtimeId) ?? [];
  }

  /** The fence that a hold was given last. */
  lastFenceOf(holdId: string): string | undefined {
    return this.#fenceOf.get(holdId);
  }

  /** A script of this showtime has run. */
  ran(script: ShowtimeScript, showtimeId: string): void {
    const packed = this.#packed(showtimeId);
    const holds = this.#holds(showtimeId);
    for (const hold of holds) this.#checkFence(hold);
    if (packed === undefined) return;
    this.#checkHolds(showtimeId, packed, holds);
    // A rebuild that is refused does nothing at all.
    if (script !== 'commitRebuild') this.#checkTimes(showtimeId, holds);
  }

  #checkHolds(showtimeId: string, packed: string, holds: readonly HoldRecord[]): void {
    const { violations } = this.#dependencies;
    const held = holds.filter(({ state }) => state === 'HELD');
    const marked = [...packed].flatMap((state, seat) => (state === seatStates.HELD ? [seat] : [])).join();
    const taken = held.flatMap(({ seats }) => seats).toSorted((one, other) => one - other);
    violations.expect(marked === taken.join(), () => `${showtimeId}: held are ${taken.join()}, the map says ${packed}`);
    const free = holds.filter(({ seats }) => seats.some((seat) => packed[seat] === seatStates.FREE));
    violations.expect(free.length === 0, () => `${showtimeId}: a hold has free seats: ${JSON.stringify(free)}`);
  }

  #checkTimes(showtimeId: string, holds: readonly HoldRecord[]): void {
    const { violations, now } = this.#dependencies;
    const held = holds.filter(({ state }) => state === 'HELD');
    const overdue = held.filter(({ expiresAt, deadline }) => expiresAt <= now() || expiresAt > deadline);
    violations.expect(
      overdue.length === 0,
      () => `${showtimeId}: a hold outlives its time: ${JSON.stringify(overdue)}`,
    );
  }

  #checkFence({ showtimeId, holdId, fence }: HoldRecord): void {
    if (this.#fenceOf.get(holdId) === fence) return;
    const highest = this.#highestFence.get(showtimeId) ?? 0;
    const { violations } = this.#dependencies;
    violations.expect(Number(fence) > highest, () => `${showtimeId}: the fence ${fence} comes after ${highest}`);
    this.#fenceOf.set(holdId, fence);
    this.#highestFence.set(showtimeId, Number(fence));
  }

  #packed(showtimeId: string): string | undefined {
    const { keyspace, keys } = this.#dependencies;
    const [map = ''] = keys.ofShowtime(showtimeId);
    return keyspace().hash(map).get('packed');
  }

  #holds(showtimeId: string): readonly HoldRecord[] {
    const { keyspace, keys } = this.#dependencies;
    const [, holds = ''] = keys.ofShowtime(showtimeId);
    return [...keyspace().hash(holds).values()].map((json) => JSON.parse(json) as HoldRecord);
  }
}
