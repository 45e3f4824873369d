import { randomBytes } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { codeFromBytes } from '#shared/domain/codes.ts';
import { asId, type HoldId, type OrderId, type ShowtimeId } from '#shared/domain/ids.ts';
import type { Actor } from '../domain/actor.ts';
import {
  holdConflict,
  holdExpired,
  idempotencyConflict,
  invalid,
  seatsUnavailable,
  shiftNotOpen,
  type AmountTooLowError,
  type HoldConflictError,
  type HoldExpiredError,
  type IdempotencyConflictError,
  type SalesClosedError,
  type SeatsUnavailableError,
  type ShiftNotOpenError,
  type ValidationError,
} from '../domain/failures.ts';
import { quote, takeCash, type Order, type OrderLine, type Quote } from '../domain/order.ts';
import { refuseHoldId } from '../domain/seat-request.ts';
import { refuseAfterSales, seatIdsAt, seatsAt, type SeatPlan, type Showtime } from '../domain/showtime.ts';
import { ClaimRefused } from '../mongo/client.ts';
import type { ClaimRepository } from '../mongo/claim-repository.ts';
import type { OrderRepository } from '../mongo/order-repository.ts';
import type { ShiftRepository } from '../mongo/shift-repository.ts';
import type { LiveHold, SeatLocks } from '../redis/seat-locks.ts';
import type { CashSale, SaleWriter } from './sale-writer.ts';
import type { Clock } from './clock.ts';
import type { OrderEffects } from './order-effects.ts';
import { requestHash } from './request-hash.ts';
import type { SeatMapService } from './seat-map-service.ts';
import { Serializer } from './serialize.ts';

export interface PlaceOrderInput {
  readonly holdId: string;
  readonly lines: readonly OrderLine[];
  readonly tender: { readonly cashReceived: number } | 'CARD';
  readonly idempotencyKey: string;
}

export type PlaceOrderFailure =
  | HoldExpiredError
  | HoldConflictError
  | SeatsUnavailableError
  | SalesClosedError
  | ShiftNotOpenError
  | AmountTooLowError
  | IdempotencyConflictError
  | ValidationError;

export type PlaceOrderOutcome = { readonly order: Order } | { readonly failure: PlaceOrderFailure };

interface Dependencies {
  readonly maps: SeatMapService;
  readonly locks: SeatLocks;
  readonly claims: ClaimRepository;
  readonly orders: OrderRepository;
  readonly shifts: ShiftRepository;
  readonly writer: SaleWriter;
  readonly effects: OrderEffects;
  readonly clock: Clock;
}

const longestKey = 200;

/** Layer 2 of the promise: turning a hold into a paid order with tickets. */
export class OrderService {
  readonly #dependencies: Dependencies;
  /** Sales of one shift share its numbers: let them queue here rather than conflict in the database. */
  readonly #sales = new Serializer();

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Sells the seats of a hold. A retry with the same key and body gets the first order again. */
  async place(actor: Actor, input: PlaceOrderInput): Promise<PlaceOrderOutcome> {
    const refused = refuseHoldId(input.holdId) ?? refuseKey(input.idempotencyKey);
    if (refused) return { failure: refused };
    if (input.tender === 'CARD')
      return { failure: invalid('tender.card', 'This cinema takes no cards yet. Take cash.') };
    const key = `${actor.staffId}:${input.idempotencyKey}`;
    const hash = requestHash({ holdId: input.holdId, lines: input.lines, tender: input.tender });
    const replied = await this.#reply(key, hash);
    return replied ?? this.#sell(actor, { ...input, key, hash, received: input.tender.cashReceived });
  }

  async #sell(actor: Actor, request: SaleRequest): Promise<PlaceOrderOutcome> {
    const { maps, locks, shifts, clock } = this.#dependencies;
    const holdId = asId<HoldId>(request.holdId);
    const showtimeId = await locks.showtimeOf(holdId);
    const found = showtimeId && (await maps.find(showtimeId));
    if (!found) return { failure: holdExpired() };
    const closed = refuseAfterSales(found.showtime, clock());
    if (closed) return { failure: closed };
    const hold = await locks.findHold({ showtimeId: found.showtime.id, holdId });
    if (!hold) return this.#afterHoldEnded(request);
    const priced = price(hold, found.plan, found.showtime, request);
    if ('failure' in priced) return priced;
    const shift = await shifts.findOpen(actor.staffId);
    if (!shift) return { failure: shiftNotOpen() };
    return this.#lockAndWrite({ actor, shift, hold, ...found, ...priced }, request);
  }

  async #lockAndWrite(
    sale: Omit<CashSale, 'orderId' | 'code' | 'now'>,
    request: SaleRequest,
  ): Promise<PlaceOrderOutcome> {
    const { locks, clock } = this.#dependencies;
    const { showtime, hold } = sale;
    // From here on the seats can't be changed, released or expire, and a stale holder is refused by its fence.
    const locked = await locks.lock({
      showtimeId: showtime.id,
      holdId: hold.holdId,
      token: request.key,
      fence: hold.fence,
    });
    if (locked.kind === 'conflict') return { failure: holdConflict('This hold is being paid at another place.') };
    if (locked.kind !== 'locked') return this.#afterHoldEnded(request);
    // What was priced is what is sold: a change between pricing and locking starts the sale again.
    if (!isSameSeats(locked.hold, hold)) {
      await this.#unlock(showtime.id, hold, request);
      return { failure: holdConflict('The seats of this hold were just changed. Look at the order and try again.') };
    }
    const complete: CashSale = {
      ...sale,
      orderId: asId<OrderId>(uuid()),
      code: codeFromBytes(randomBytes(8)),
      now: clock(),
    };
    const outcome = await this.#sales.run(sale.shift.id, () => this.#write(complete, request));
    if ('order' in outcome) await this.#dependencies.effects.afterPaid(outcome.order);
    return outcome;
  }

  /** Writes the sale; a refused claim says who was first. An error that leaves the commit unknown keeps the lock. */
  async #write(sale: CashSale, request: SaleRequest): Promise<PlaceOrderOutcome> {
    try {
      const order = await this.#dependencies.writer.write(sale, request);
      if (order) return { order };
      await this.#unlock(sale.showtime.id, sale.hold, request);
      return { failure: shiftNotOpen() };
    } catch (error) {
      if (!(error instanceof ClaimRefused)) throw error;
      switch (error.claim) {
        case 'idempotencyKey':
        case 'hold':
          return this.#afterHoldEnded(request);
        case 'seats':
          return { failure: await this.#afterSeatsWereSold(sale) };
        case 'code':
          // One chance in 2^40 for each order that exists: take another code.
          return this.#write({ ...sale, code: codeFromBytes(randomBytes(8)) }, request);
        default:
          throw error;
      }
    }
  }

  /** The hold is over: this very request may have sold it before, or another did, or it ran out. */
  async #afterHoldEnded(request: SaleRequest): Promise<PlaceOrderOutcome> {
    const replied = await this.#reply(request.key, request.hash);
    if (replied) return replied;
    const outcome = await this.#dependencies.claims.findOutcome(request.holdId);
    if (outcome?.outcome === 'ORDERED')
      return { failure: holdConflict('This hold was sold already, with another key.') };
    return { failure: holdExpired() };
  }

  /** Redis believed that the seats were ours and the database knows better: mend the map and end the hold. */
  async #afterSeatsWereSold({ showtime, plan, hold, quote: { lines } }: CashSale): Promise<SeatsUnavailableError> {
    const { claims, locks } = this.#dependencies;
    const taken = await claims.claimedAmong(
      showtime.id,
      lines.map(({ seat }) => seat.id),
    );
    await locks.abandon({ showtimeId: showtime.id, holdId: hold.holdId, fence: hold.fence });
    for (const claim of taken) {
      await locks.book({
        showtimeId: showtime.id,
        seats: [claim.seatIndex],
        holdId: asId<HoldId>(claim.holdId ?? ''),
        fence: String(claim.fence),
      });
    }
    return seatsUnavailable(taken.length > 0 ? taken.map(({ seatId }) => seatId) : seatIdsAt(plan, hold.seats));
  }

  async #unlock(showtimeId: ShowtimeId, hold: LiveHold, request: SaleRequest): Promise<void> {
    await this.#dependencies.locks.unlock({ showtimeId, holdId: hold.holdId, token: request.key, fence: hold.fence });
  }

  async #reply(key: string, hash: string): Promise<PlaceOrderOutcome | undefined> {
    const { orders } = this.#dependencies;
    const reply = await orders.findReply(key);
    if (!reply) return undefined;
    if (reply.requestHash !== hash) return { failure: idempotencyConflict() };
    const order = await orders.find(asId<OrderId>(reply.orderId));
    if (!order) throw new Error(`the reply ${key} names the order ${reply.orderId}, which is missing`);
    return { order };
  }
}

interface SaleRequest {
  readonly holdId: string;
  readonly lines: readonly OrderLine[];
  /** Minor units. */
  readonly received: number;
  /** The idempotency key within its owner. */
  readonly key: string;
  readonly hash: string;
}

function refuseKey(key: string): ValidationError | undefined {
  if (key.length > 0 && key.length <= longestKey) return undefined;
  return invalid('idempotencyKey', `An idempotency key has 1 to ${longestKey} characters.`);
}

function price(
  hold: LiveHold,
  plan: SeatPlan,
  showtime: Showtime,
  request: SaleRequest,
):
  | { readonly quote: Quote; readonly payment: Order['payment'] & { kind: 'CASH' } }
  | { readonly failure: PlaceOrderFailure } {
  const quoted = quote(seatsAt(plan, hold.seats), request.lines, showtime.prices);
  if ('failure' in quoted) return quoted;
  const taken = takeCash(quoted.quote.total, request.received);
  return 'failure' in taken ? taken : { quote: quoted.quote, payment: taken.payment };
}

function isSameSeats(one: LiveHold, other: LiveHold): boolean {
  return one.seats.length === other.seats.length && one.seats.every((seat, position) => seat === other.seats[position]);
}
