import { v7 as uuid } from 'uuid';
import type { Seat } from '#shared/domain/seat.ts';
import type { Actor } from '../domain/actor.ts';
import { auditEntry } from '../domain/audit-entry.ts';
import {
  notFound,
  seatsUnavailable,
  type HoldLimitError,
  type NotFoundError,
  type SeatsUnavailableError,
  type ValidationError,
} from '../domain/failures.ts';
import { reasonGiven } from '../domain/reason.ts';
import { requestedSeats } from '../domain/seat-request.ts';
import { seatIdsAt, type SeatPlan, type Showtime } from '../domain/showtime.ts';
import type { AuditRepository } from '../mongo/audit-repository.ts';
import type { ClaimRepository } from '../mongo/claim-repository.ts';
import type { ShowSeatDocument } from '../mongo/collections.ts';
import { ClaimRefused, inTransaction, type Mongo } from '../mongo/client.ts';
import type { LiveHold, SeatLocks } from '../redis/seat-locks.ts';
import type { Clock } from './clock.ts';
import type { Logger } from '../log.ts';
import { holdForHouse } from './house-hold.ts';
import { endMistakenHold } from './mistaken-hold.ts';
import { isPartDown } from './part-down.ts';
import type { SeatMapService } from './seat-map-service.ts';

/** Seats of a showtime as they were asked for; all of them are blocked now, or none of them is. */
export interface SeatBlock {
  readonly __typename: 'SeatBlock';
  readonly showtimeId: string;
  readonly seatIds: readonly string[];
  readonly isBlocked: boolean;
}

export interface BlockRequest {
  readonly showtimeId: string;
  readonly seatIds: readonly string[];
  readonly reason: string;
}

export type BlockOutcome = SeatBlock | SeatsUnavailableError | HoldLimitError | NotFoundError | ValidationError;

interface Dependencies {
  readonly mongo: Mongo;
  readonly maps: SeatMapService;
  readonly locks: SeatLocks;
  readonly claims: ClaimRepository;
  readonly audit: AuditRepository;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Two long rows. */
const mostSeats = 60;

/** What a request for seats turned out to mean. */
interface Found {
  readonly showtime: Showtime;
  readonly plan: SeatPlan;
  readonly seats: readonly Seat[];
  readonly reason: string;
}

/** Seats that the house keeps: broken ones, reserved for staff or for the sound desk. */
export class SeatBlockService {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Blocks seats that are free, all or none of them; ones that are blocked already stay so. */
  async block(actor: Actor, request: BlockRequest): Promise<BlockOutcome> {
    const found = await this.#find(request);
    if ('failure' in found) return found.failure;
    const { showtime, plan, seats } = found;
    const claimed = await this.#dependencies.claims.claimedAmong(showtime.id, request.seatIds);
    const taken = claimed.filter(({ state }) => state !== 'BLOCKED');
    if (taken.length > 0) return seatsUnavailable(taken.map(({ seatId }) => seatId));
    const wanted = seats.filter(({ id }) => claimed.every(({ seatId }) => seatId !== id));
    if (wanted.length > 0) {
      const indexes = wanted.map(({ index }) => index);
      const hold = await holdForHouse(this.#dependencies, showtime, indexes, actor);
      if ('unavailable' in hold) return seatsUnavailable(seatIdsAt(plan, hold.unavailable));
      const refused = await this.#write(actor, found, wanted, hold);
      if (refused) return refused;
    }
    return present(found, true);
  }

  /** Gives blocked seats back to the sale; ones that are free already stay so. */
  async unblock(actor: Actor, request: BlockRequest): Promise<BlockOutcome> {
    const found = await this.#find(request);
    if ('failure' in found) return found.failure;
    const { mongo, claims, audit, clock } = this.#dependencies;
    const { showtime, reason } = found;
    const outcome = await inTransaction(mongo, async (transaction) => {
      const claimed = await claims.claimedAmong(showtime.id, request.seatIds, transaction);
      const sold = claimed.filter(({ state }) => state !== 'BLOCKED').map(({ seatId }) => seatId);
      if (sold.length > 0) return { sold };
      const lifted = await claims.unblock(showtime.id, request.seatIds, transaction);
      const subject = { showtimeId: showtime.id, seatIds: lifted.map(({ seatId }) => seatId), details: { reason } };
      if (lifted.length > 0)
        await audit.add([auditEntry(uuid(), 'block.lifted', clock(), actor, subject)], transaction);
      return { lifted };
    });
    if ('sold' in outcome) return seatsUnavailable(outcome.sold);
    await this.#tellMap(showtime, () => this.#showFree(showtime, outcome.lifted));
    return present(found, false);
  }

  async #find({ showtimeId, seatIds, reason }: BlockRequest) {
    const given = reasonGiven(reason);
    if ('failure' in given) return given;
    const found = await this.#dependencies.maps.find(showtimeId);
    if (!found) return { failure: notFound('showtime', showtimeId) };
    const requested = requestedSeats(found.plan, seatIds, 'seatIds', mostSeats);
    return 'failure' in requested ? requested : { ...found, ...requested, ...given };
  }

  /** Writes the claims and shows them; the failure when the database knew better than the map. */
  async #write(
    actor: Actor,
    { showtime, plan, reason }: Found,
    seats: readonly Seat[],
    hold: LiveHold,
  ): Promise<SeatsUnavailableError | undefined> {
    const { mongo, claims, locks, audit, clock } = this.#dependencies;
    const { holdId, fence } = hold;
    const claim = { showtimeId: showtime.id, state: 'BLOCKED', orderId: null, holdId, lockedUntil: null } as const;
    const subject = { showtimeId: showtime.id, seatIds: seats.map(({ id }) => id), details: { reason, holdId, fence } };
    try {
      await inTransaction(mongo, async (transaction) => {
        const at = clock();
        await claims.decideBlocked(holdId, at, transaction);
        await claims.claimSeats({ ...claim, fence: Number(fence) }, seats, transaction);
        await audit.add([auditEntry(uuid(), 'block.placed', at, actor, subject)], transaction);
      });
    } catch (error) {
      if (!(error instanceof ClaimRefused)) throw error;
      return endMistakenHold(this.#dependencies, hold, plan);
    }
    await this.#tellMap(showtime, () => locks.show(hold, 'BLOCKED'));
    return undefined;
  }

  /** One change of the map for what was blocked at once. */
  async #showFree({ id: showtimeId }: Showtime, lifted: readonly ShowSeatDocument[]): Promise<void> {
    for (const holdId of new Set(lifted.map((claim) => claim.holdId))) {
      const claims = lifted.filter((claim) => claim.holdId === holdId);
      const seats = claims.map(({ seatIndex }) => seatIndex);
      const fence = String(claims[0]?.fence ?? 0);
      await this.#dependencies.locks.free({ showtimeId, seats, holdId: holdId ?? '', fence, from: 'BLOCKED' });
    }
  }

  /** The database has decided; a map that can't be told now is mended by the reconciliation. */
  async #tellMap({ id: showtimeId }: Showtime, show: () => Promise<void>): Promise<void> {
    try {
      await show();
    } catch (error) {
      if (!isPartDown(error)) throw error;
      this.#dependencies.log.warn({ showtimeId, error }, 'a map was not told of a block and is mended later');
    }
  }
}

function present({ showtime, seats }: Found, isBlocked: boolean): SeatBlock {
  return { __typename: 'SeatBlock', showtimeId: showtime.id, seatIds: seats.map(({ id }) => id), isBlocked };
}
