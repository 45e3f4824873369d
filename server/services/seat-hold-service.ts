import { asId, type HoldId, type ShowtimeId } from '#shared/domain/ids.ts';
import { maximumLiveHolds } from '#shared/domain/roles.ts';
import { maximumSeatsPerHold, type Seat } from '#shared/domain/seat.ts';
import { holderOf, type Actor } from '../domain/actor.ts';
import { bestSeats } from '../domain/best-seats.ts';
import {
  holdConflict,
  holdExpired,
  invalid,
  noAdjacentSeats,
  notFound,
  seatsUnavailable,
  tooManyHolds,
  tooManySeats,
  type HoldConflictError,
  type HoldExpiredError,
  type HoldLimitError,
  type NoAdjacentSeatsError,
  type NotFoundError,
  type SalesClosedError,
  type SeatsUnavailableError,
  type ValidationError,
} from '../domain/failures.ts';
import { refuseHoldId, requestedSeats } from '../domain/seat-request.ts';
import { refuseAfterSales, seatIdsAt, seatsAt, type SeatPlan, type Showtime } from '../domain/showtime.ts';
import type { LiveHold, SeatLocks } from '../redis/seat-locks.ts';
import type { Clock } from './clock.ts';
import type { SeatMapService } from './seat-map-service.ts';

/** A live hold as the API shows it. */
export interface SeatHold {
  readonly __typename: 'SeatHold';
  readonly id: string;
  readonly showtimeId: string;
  readonly seatIds: readonly string[];
  readonly fence: string;
  readonly expiresAt: Date;
  readonly deadline: Date;
  readonly serverTime: Date;
}

export interface ReleasedHold {
  readonly __typename: 'ReleasedHold';
  readonly id: string;
}

type HoldFailure =
  SeatsUnavailableError | HoldLimitError | HoldConflictError | SalesClosedError | NotFoundError | ValidationError;

interface Dependencies {
  readonly maps: SeatMapService;
  readonly locks: SeatLocks;
  readonly clock: Clock;
  readonly holdTtlMs: number;
  readonly holdMaximumMs: number;
}

/** Somebody else may take the best seats between looking and holding: how often to look again. */
const bestSeatsAttempts = 5;

const beingPaid = 'This hold is being paid. Wait until the payment is over.';

/** Layer 1 of the promise: short exclusive claims of seats, all or nothing. */
export class SeatHoldService {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  async hold(
    actor: Actor,
    input: { readonly holdId: string; readonly showtimeId: string; readonly seatIds: readonly string[] },
  ): Promise<SeatHold | HoldFailure> {
    const found = await this.#sellable(input);
    if ('failure' in found) return found.failure;
    const requested = requestedSeats(found.plan, input.seatIds);
    if ('failure' in requested) return requested.failure;
    return this.#hold(actor, asId<HoldId>(input.holdId), found.showtime, found.plan, requested.seats);
  }

  /** Holds the best free seats side by side. */
  async holdBest(
    actor: Actor,
    input: {
      readonly holdId: string;
      readonly showtimeId: string;
      readonly count: number;
      readonly wheelchair: boolean;
    },
  ): Promise<SeatHold | NoAdjacentSeatsError | HoldFailure> {
    const found = await this.#sellable(input);
    if ('failure' in found) return found.failure;
    if (input.count < 1) return invalid('count', 'Ask for at least one seat.');
    if (input.count > maximumSeatsPerHold) return tooManySeats(maximumSeatsPerHold);
    const { showtime, plan } = found;
    const holdId = asId<HoldId>(input.holdId);
    // A retry gets the seats that its first attempt was given, not the next best ones.
    const earlier = await this.#dependencies.locks.findHold({ showtimeId: showtime.id, holdId });
    if (earlier) return this.#hold(actor, holdId, showtime, plan, seatsAt(plan, earlier.seats));
    for (let attempt = 1; ; attempt += 1) {
      const { packed } = await this.#dependencies.maps.state(showtime);
      const indexes = bestSeats(plan.layout, packed, input.count, input.wheelchair);
      if (!indexes) return noAdjacentSeats(input.count);
      const seats = plan.layout.seats.filter(({ index }) => indexes.includes(index));
      const outcome = await this.#hold(actor, holdId, showtime, plan, seats);
      if (outcome.__typename !== 'SeatsUnavailableError' || attempt === bestSeatsAttempts) return outcome;
    }
  }

  /** Swaps seats of a hold in one step: all of the change or none of it. */
  async change(input: {
    readonly holdId: string;
    readonly add: readonly string[];
    readonly remove: readonly string[];
  }): Promise<SeatHold | Exclude<HoldFailure, NotFoundError> | HoldExpiredError> {
    const found = await this.#found(input.holdId);
    if ('failure' in found) return found.failure;
    const { showtime, plan } = found;
    const closed = refuseAfterSales(showtime, this.#dependencies.clock());
    if (closed) return closed;
    const [add, remove] = (['add', 'remove'] as const).map((field) => seatsNamed(plan, input[field], field));
    if (!add || 'failure' in add) return add?.failure ?? holdExpired();
    if (!remove || 'failure' in remove) return remove?.failure ?? holdExpired();
    const outcome = await this.#dependencies.locks.change({
      showtimeId: showtime.id,
      holdId: asId<HoldId>(input.holdId),
      add: add.seats.map(({ index }) => index),
      remove: remove.seats.map(({ index }) => index),
    });
    switch (outcome.kind) {
      case 'changed':
        return present(outcome.hold, plan, outcome.serverTime);
      case 'unavailable':
        return seatsUnavailable(seatIdsAt(plan, outcome.seats));
      case 'tooMany':
        return tooManySeats(maximumSeatsPerHold);
      case 'empty':
        return invalid('remove', 'A hold keeps at least one seat. Release it to give all back.');
      case 'conflict':
        return holdConflict(beingPaid);
      case 'expired':
      case 'mapMissing':
        return holdExpired();
      case 'unknownSeat':
        throw new Error(`the map of ${showtime.id} is shorter than its layout`);
    }
  }

  /** Gives a hold its full time again, within its deadline. */
  async extend(holdId: string): Promise<SeatHold | HoldExpiredError | HoldConflictError | ValidationError> {
    const found = await this.#found(holdId);
    if ('failure' in found) return found.failure;
    const { locks, holdTtlMs } = this.#dependencies;
    const outcome = await locks.extend({
      showtimeId: found.showtime.id,
      holdId: asId<HoldId>(holdId),
      ttlMs: holdTtlMs,
    });
    switch (outcome.kind) {
      case 'extended':
        return present(outcome.hold, found.plan, outcome.serverTime);
      case 'conflict':
        return holdConflict(beingPaid);
      case 'expired':
      case 'mapMissing':
        return holdExpired();
    }
  }

  /** Gives the seats back. */
  async release(holdId: string): Promise<ReleasedHold | HoldExpiredError | HoldConflictError | ValidationError> {
    const found = await this.#found(holdId);
    if ('failure' in found) return found.failure;
    const outcome = await this.#dependencies.locks.release({
      showtimeId: found.showtime.id,
      holdId: asId<HoldId>(holdId),
    });
    switch (outcome.kind) {
      case 'released':
        return { __typename: 'ReleasedHold', id: holdId };
      case 'conflict':
        return holdConflict(beingPaid);
      case 'expired':
      case 'mapMissing':
        return holdExpired();
    }
  }

  async #hold(
    actor: Actor,
    holdId: HoldId,
    showtime: Showtime,
    plan: SeatPlan,
    seats: readonly Seat[],
  ): Promise<SeatHold | HoldFailure> {
    const { maps, locks, holdTtlMs, holdMaximumMs } = this.#dependencies;
    const limit = maximumLiveHolds(actor.role);
    const outcome = await maps.withMap(showtime, () =>
      locks.hold({
        showtimeId: showtime.id,
        holdId,
        seats: seats.map(({ index }) => index),
        ttlMs: holdTtlMs,
        maximumMs: holdMaximumMs,
        holderId: holderOf(actor),
        limit,
        actor: actor.name,
        actorId: actor.staffId,
        station: actor.stationId,
      }),
    );
    switch (outcome.kind) {
      case 'held':
        return present(outcome.hold, plan, outcome.serverTime);
      case 'unavailable':
        return seatsUnavailable(seatIdsAt(plan, outcome.seats));
      case 'limit':
        return tooManyHolds(limit);
      case 'conflict':
        return holdConflict('This hold id was used for other seats, or is being paid. Make a new one.');
      case 'unknownSeat':
        throw new Error(`the map of ${showtime.id} is shorter than its layout`);
    }
  }

  async #sellable(input: { readonly holdId: string; readonly showtimeId: string }) {
    const refused = refuseHoldId(input.holdId);
    if (refused) return { failure: refused };
    const found = await this.#dependencies.maps.find(input.showtimeId);
    if (!found) return { failure: notFound('showtime', input.showtimeId) };
    const closed = refuseAfterSales(found.showtime, this.#dependencies.clock());
    return closed ? { failure: closed } : found;
  }

  async #found(holdId: string) {
    const refused = refuseHoldId(holdId);
    if (refused) return { failure: refused };
    const showtimeId = await this.#dependencies.locks.showtimeOf(asId<HoldId>(holdId));
    const found = showtimeId && (await this.#dependencies.maps.find(asId<ShowtimeId>(showtimeId)));
    return found || { failure: holdExpired() };
  }
}

/** Like `requestedSeats`, but naming none is fine. */
function seatsNamed(plan: SeatPlan, seatIds: readonly string[], field: string) {
  return seatIds.length === 0 ? { seats: [] } : requestedSeats(plan, seatIds, field);
}

function present(hold: LiveHold, plan: SeatPlan, serverTime: number): SeatHold {
  return {
    __typename: 'SeatHold',
    id: hold.holdId,
    showtimeId: hold.showtimeId,
    seatIds: seatIdsAt(plan, hold.seats),
    fence: hold.fence,
    expiresAt: new Date(hold.expiresAt),
    deadline: new Date(hold.deadline),
    serverTime: new Date(serverTime),
  };
}
