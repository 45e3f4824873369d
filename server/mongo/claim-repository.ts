import type { ClientSession } from 'mongodb';
import { seatStates, type SeatState } from '#shared/domain/seat-map.ts';
import type { Seat, SeatLayout } from '#shared/domain/seat.ts';
import { claiming, insertMissing, isDuplicateKey, type Mongo } from './client.ts';
import type { HoldOutcomeDocument, ShowSeatDocument } from './collections.ts';

/** Days that the outcome of a hold is remembered: far longer than any program can be paused. */
const outcomeDays = 30;

export type SeatClaim = Pick<ShowSeatDocument, 'showtimeId' | 'state' | 'orderId' | 'holdId' | 'fence' | 'lockedUntil'>;

/** The seats of an order that somebody believes to be claimed by it, with the fence of the hold they were claimed with. */
export interface ClaimOwner {
  readonly orderId: string;
  readonly showtimeId: string;
  readonly fence: number;
  readonly seatIds: readonly string[];
}

/** An order doesn't have the claims that its state promises: never a failure to answer with, always a fault of ours. */
class ClaimsLost extends Error {
  constructor({ orderId, seatIds }: ClaimOwner, found: number) {
    super(`the order ${orderId} should have claims on ${seatIds.join(', ')}, but has ${found}`);
    this.name = 'ClaimsLost';
  }
}

/** The durable half of the two layers: which seats are claimed, and what became of a hold that was locked. */
export class ClaimRepository {
  readonly #mongo: Mongo;

  constructor(mongo: Mongo) {
    this.#mongo = mongo;
  }

  /**
   * Claims seats of one showtime, all or none. Throws `ClaimRefused('seats')`, which aborts the transaction, when the
   * database already has a claim on one of them.
   */
  async claimSeats(
    claim: SeatClaim,
    seats: readonly Pick<Seat, 'id' | 'index'>[],
    session?: ClientSession,
  ): Promise<void> {
    const documents = seats.map((seat) => ({
      _id: `${claim.showtimeId}:${seat.id}`,
      seatId: seat.id,
      seatIndex: seat.index,
      ...claim,
    }));
    await claiming('seats', () => this.#mongo.collections.showSeats.insertMany(documents, session ? { session } : {}));
  }

  /** Payment is done: an order's locked seats are sold. Throws when one of them isn't the order's: a fault of ours. */
  async bookLocked(order: ClaimOwner, session: ClientSession): Promise<void> {
    const { matchedCount } = await this.#mongo.collections.showSeats.updateMany(
      { ...ownedBy(order), state: 'LOCKED' },
      { $set: { state: 'BOOKED', lockedUntil: null } },
      { session },
    );
    if (matchedCount !== order.seatIds.length) throw new ClaimsLost(order, matchedCount);
  }

  /** Gives an order's locked seats another deadline. */
  async relock(order: ClaimOwner, lockedUntil: Date, session: ClientSession): Promise<void> {
    await this.#mongo.collections.showSeats.updateMany(
      { ...ownedBy(order), state: 'LOCKED' },
      { $set: { lockedUntil } },
      { session },
    );
  }

  /** Gives an order's seats back. Throws when one of them isn't the order's: a fault of ours. */
  async giveBack(order: ClaimOwner, session: ClientSession): Promise<void> {
    const { deletedCount } = await this.#mongo.collections.showSeats.deleteMany(ownedBy(order), { session });
    if (deletedCount !== order.seatIds.length) throw new ClaimsLost(order, deletedCount);
  }

  /** Writes claims that were made elsewhere before; ones that are already here are left as they are. */
  async import(claims: readonly Omit<ShowSeatDocument, '_id'>[]): Promise<void> {
    const documents = claims.map((claim) => ({ _id: `${claim.showtimeId}:${claim.seatId}`, ...claim }));
    await insertMissing(this.#mongo.collections.showSeats, documents);
  }

  /**
   * Decides that a hold ended in an order. Throws `ClaimRefused('hold')` when it was decided before: the hold was used
   * for another order, or given up by the reconciliation.
   */
  async decideOrdered(holdId: string, orderId: string, now: Date, session: ClientSession): Promise<void> {
    const outcome: HoldOutcomeDocument = { _id: holdId, outcome: 'ORDERED', orderId, expiresAt: outcomeExpiry(now) };
    await claiming('hold', () => this.#mongo.collections.holdOutcomes.insertOne(outcome, { session }));
  }

  /** Decides that a hold ended in seats that the house keeps. Throws `ClaimRefused('hold')` when it was decided before. */
  async decideBlocked(holdId: string, now: Date, session: ClientSession): Promise<void> {
    const outcome: HoldOutcomeDocument = {
      _id: holdId,
      outcome: 'BLOCKED',
      orderId: null,
      expiresAt: outcomeExpiry(now),
    };
    await claiming('hold', () => this.#mongo.collections.holdOutcomes.insertOne(outcome, { session }));
  }

  /** Takes blocks off seats of a showtime; returns the claims that are gone. Seats that aren't blocked are left alone. */
  async unblock(
    showtimeId: string,
    seatIds: readonly string[],
    session: ClientSession,
  ): Promise<readonly ShowSeatDocument[]> {
    const { showSeats } = this.#mongo.collections;
    const filter = { _id: { $in: seatIds.map((seatId) => `${showtimeId}:${seatId}`) }, state: 'BLOCKED' as const };
    const blocked = await showSeats.find(filter, { session }).toArray();
    await showSeats.deleteMany({ ...filter, _id: { $in: blocked.map(({ _id }) => _id) } }, { session });
    return blocked;
  }

  /**
   * Gives a locked hold up, unless an order was first. Returns the outcome that stands: once it is ABANDONED, no order
   * can come from this hold any more, however long its program was paused.
   */
  async abandonOrFind(holdId: string, now: Date): Promise<HoldOutcomeDocument> {
    const abandoned: HoldOutcomeDocument = {
      _id: holdId,
      outcome: 'ABANDONED',
      orderId: null,
      expiresAt: outcomeExpiry(now),
    };
    try {
      await this.#mongo.collections.holdOutcomes.insertOne(abandoned);
      return abandoned;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return (await this.findOutcome(holdId)) ?? abandoned;
    }
  }

  async findOutcome(holdId: string): Promise<HoldOutcomeDocument | undefined> {
    return (await this.#mongo.collections.holdOutcomes.findOne({ _id: holdId })) ?? undefined;
  }

  /** Which of these seats are claimed now. */
  async claimedAmong(
    showtimeId: string,
    seatIds: readonly string[],
    session?: ClientSession,
  ): Promise<readonly ShowSeatDocument[]> {
    const ids = seatIds.map((seatId) => `${showtimeId}:${seatId}`);
    return this.#mongo.collections.showSeats.find({ _id: { $in: ids } }, session ? { session } : {}).toArray();
  }

  /** The map that the claims alone make, and their fences by seat (index): what a lost map is rebuilt from. */
  async packedMap(
    showtimeId: string,
    layout: SeatLayout,
  ): Promise<{
    readonly packed: string;
    readonly highestFence: number;
    readonly fences: ReadonlyMap<number, number>;
  }> {
    const claims = await this.#mongo.collections.showSeats
      .find({ showtimeId }, { readConcern: { level: 'majority' }, readPreference: 'primary' })
      .toArray();
    const characters: SeatState[] = layout.seats.map(() => seatStates.FREE);
    for (const claim of claims) characters[claim.seatIndex] = seatStates[claim.state];
    const highestFence = claims.reduce((highest, claim) => Math.max(highest, claim.fence), 0);
    const fences = new Map(claims.map(({ seatIndex, fence }) => [seatIndex, fence]));
    return { packed: characters.join(''), highestFence, fences };
  }
}

/** Names order and fence, so that a stale actor changes nothing. */
function ownedBy({ orderId, showtimeId, fence, seatIds }: ClaimOwner) {
  return { _id: { $in: seatIds.map((seatId) => `${showtimeId}:${seatId}`) }, orderId, fence };
}

function outcomeExpiry(now: Date): Date {
  return new Date(now.getTime() + outcomeDays * 86_400_000);
}
