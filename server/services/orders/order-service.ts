import { randomBytes } from 'node:crypto';
import { v5 as uuidFromName } from 'uuid';
import { codeFromBytes } from '#shared/domain/codes.ts';
import { asId, type HoldId, type OrderId, type ShowtimeId } from '#shared/domain/ids.ts';
import type { Actor } from '../../domain/actor.ts';
import { parseContact } from '../../domain/contact.ts';
import {
  holdConflict,
  holdExpired,
  invalid,
  paymentUnavailable,
  shiftNotOpen,
  type ValidationError,
} from '../../domain/failures.ts';
import { refuseTender, type Payment, type Tender } from '../../domain/payment.ts';
import { refuseHoldId } from '../../domain/seat-request.ts';
import { refuseAfterSales, type Showtime } from '../../domain/showtime.ts';
import { ClaimRefused } from '../../mongo/client.ts';
import type { ClaimRepository } from '../../mongo/claim-repository.ts';
import type { ShiftRepository } from '../../mongo/shift-repository.ts';
import type { LiveHold, SeatLocks } from '../../redis/seat-locks.ts';
import type { Clock } from '../clock.ts';
import { endMistakenHold } from '../mistaken-hold.ts';
import type { SeatMapService } from '../seat-map-service.ts';
import type { CardCharges } from './card-charges.ts';
import type { OrderEffects } from './order-effects.ts';
import type { AcceptRequest, PlaceOrderInput, PlaceOrderOutcome, Settlement } from './order-request.ts';
import type { OrderWriter, Sale } from './order-writer.ts';
import { price, type Priced } from './pricing.ts';
import type { KeyedRequest, Replies } from './replies.ts';
import { Serializer } from './serialize.ts';

/** A hold with its price, ready to be sold. */
export type PricedSale = Omit<Sale, 'orderId' | 'code' | 'now' | 'payment'> & Priced;

interface Dependencies {
  readonly maps: SeatMapService;
  readonly locks: SeatLocks;
  readonly claims: ClaimRepository;
  readonly shifts: ShiftRepository;
  readonly writer: OrderWriter;
  readonly replies: Replies;
  readonly effects: OrderEffects;
  readonly charges: CardCharges;
  readonly clock: Clock;
  readonly paymentTimeoutMs: number;
  readonly reservationReleaseMs: number;
}

/** Names the ids of orders: one hold becomes at most one order, also at the gateway. */
const namespace = '3f0c6d1e-58b5-4d0b-9f5a-4f3b1f1f7c11';

/** Layer 2 of the promise: turning a hold into an order with claims, paid at once or waiting for its payment. */
export class OrderService {
  readonly #dependencies: Dependencies;
  /** Sales of one shift share its numbers: let them queue here rather than conflict in the database. */
  readonly #sales = new Serializer();

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Sells the seats of a hold: cash pays at once, a card is charged once the order stands. A retry with the same key and
   * body gets the first order again.
   */
  async place(actor: Actor, { tender, ...input }: PlaceOrderInput): Promise<PlaceOrderOutcome> {
    return this.#keyed(actor, 'placeOrder', { ...input, tender }, (keyed) =>
      this.accept(actor, { ...input, settlement: tender, exchange: null, keyed }),
    );
  }

  /** Keeps the seats of a hold for somebody who pays and collects them later; given up shortly before the show. */
  async reserve(actor: Actor, input: Omit<PlaceOrderInput, 'tender'>): Promise<PlaceOrderOutcome> {
    const dueAt = ({ startsAt }: Showtime): Date =>
      new Date(startsAt.getTime() - this.#dependencies.reservationReleaseMs);
    return this.#keyed(actor, 'reserveSeats', input, (keyed) =>
      this.accept(actor, { ...input, settlement: { kind: 'LATER', dueAt }, exchange: null, keyed }),
    );
  }

  async #keyed(
    actor: Actor,
    operation: string,
    input: Omit<PlaceOrderInput, 'tender'> & { readonly tender?: Tender },
    accept: (keyed: KeyedRequest) => Promise<PlaceOrderOutcome>,
  ): Promise<PlaceOrderOutcome> {
    const { replies, charges } = this.#dependencies;
    const refused = refuseHoldId(input.holdId);
    if (refused) return { failure: refused };
    const named = replies.request(actor, operation, input);
    if ('failure' in named) return named;
    const replied = await replies.find(named.request);
    // The program that accepted it may have died before it started the charge.
    if (replied && 'order' in replied) await charges.start(replied.order);
    return replied ?? accept(named.request);
  }

  /** Turns a hold into an order. The request's key must have been looked up before. */
  async accept(actor: Actor, request: AcceptRequest): Promise<PlaceOrderOutcome> {
    const offer = await this.offer(actor, request);
    return 'priced' in offer ? this.sell(offer.priced, request) : offer;
  }

  /** What a hold costs and how it would be paid; the outcome when it can't be sold, or was sold by this very request. */
  async offer(actor: Actor, request: AcceptRequest): Promise<{ readonly priced: PricedSale } | PlaceOrderOutcome> {
    const { maps, locks, shifts, clock } = this.#dependencies;
    const refused = refuseTender(actor.role, request.settlement);
    if (refused) return { failure: refused };
    const contact = request.contact && parseContact(request.contact);
    if (contact && 'failure' in contact) return contact;
    const holdId = asId<HoldId>(request.holdId);
    const showtimeId = await locks.showtimeOf(holdId);
    const found = showtimeId && (await maps.find(showtimeId));
    if (!found) return { failure: holdExpired() };
    const now = clock();
    const closed = refuseAfterSales(found.showtime, now);
    if (closed) return { failure: closed };
    const hold = await locks.findHold({ showtimeId: found.showtime.id, holdId });
    if (!hold) return this.#afterHoldEnded(request);
    const priced = price(hold, found.plan, found.showtime, request);
    if ('failure' in priced) return priced;
    const shift = (await shifts.findOpen(actor.staffId)) ?? null;
    if (!shift && request.settlement.kind === 'CASH') return { failure: shiftNotOpen() };
    const dueAt = this.#paymentDueAt(request.settlement, found.showtime, now);
    if (dueAt && dueAt <= now) return { failure: reservedTooLate() };
    const paymentDueAt = priced.payment?.kind === 'CREDIT' ? null : dueAt;
    const placedBy = { staffId: actor.staffId, name: actor.name };
    const rest = { placedBy, contact: contact?.contact ?? null, approval: [], paymentDueAt };
    return { priced: { actor, shift, hold, ...found, ...priced, ...rest } };
  }

  #paymentDueAt(settlement: Settlement, showtime: Showtime, now: Date): Date | null {
    switch (settlement.kind) {
      case 'CASH':
      case 'NOTHING':
        return null;
      case 'CARD':
        return new Date(now.getTime() + this.#dependencies.paymentTimeoutMs);
      case 'LATER':
        return settlement.dueAt(showtime);
    }
  }

  /** Sells what `offer` gave for this request: exactly these seats for exactly this price, or nothing. */
  async sell(priced: PricedSale, request: AcceptRequest): Promise<PlaceOrderOutcome> {
    const { locks, effects, charges, clock } = this.#dependencies;
    const { showtime, hold } = priced;
    // From here on the seats can't be changed, released or expire, and a stale holder is refused by its fence.
    const locked = await locks.lock({
      showtimeId: showtime.id,
      holdId: hold.holdId,
      token: request.keyed.key,
      fence: hold.fence,
    });
    if (locked.kind === 'conflict') return { failure: holdConflict('This hold is being paid at another place.') };
    // What was priced is what is sold: a change between pricing and locking starts the sale again.
    if (locked.kind !== 'locked') {
      const current = await locks.findHold({ showtimeId: showtime.id, holdId: hold.holdId });
      const isChanged = locked.kind === 'expired' && current !== undefined;
      return isChanged ? { failure: justChanged() } : this.#afterHoldEnded(request);
    }
    if (!isSameSeats(locked.hold, hold)) {
      await this.#unlock(showtime.id, hold, request);
      return { failure: justChanged() };
    }
    const orderId = asId<OrderId>(uuidFromName(hold.holdId, namespace));
    const payment = await this.#payment(orderId, priced, request);
    if (!payment) {
      await this.#unlock(showtime.id, hold, request);
      return { failure: paymentUnavailable() };
    }
    const sale: Sale = { ...priced, orderId, code: codeFromBytes(randomBytes(8)), now: clock(), payment };
    const outcome = await this.#sales.run(sale.shift?.id ?? orderId, () => this.#write(sale, request));
    if ('failure' in outcome) return outcome;
    await effects.after(outcome.order);
    await charges.start(outcome.order);
    return outcome;
  }

  /** The payment as it stands when the order is written; undefined when the gateway can't be had. Nothing is charged. */
  async #payment(
    orderId: OrderId,
    priced: PricedSale,
    { settlement, keyed }: AcceptRequest,
  ): Promise<Payment | undefined> {
    if (priced.payment) return priced.payment;
    if (settlement.kind !== 'CARD') return { kind: 'UNPAID', declineReason: null };
    return this.#dependencies.charges.prepare({
      orderId,
      amount: priced.due,
      terminalId: settlement.terminalId ?? priced.actor?.stationId ?? null,
      idempotencyKey: `${orderId}:${keyed.hash}`,
    });
  }

  /** Writes the sale; a refused claim says who was first. An error that leaves the commit unknown keeps the lock. */
  async #write(sale: Sale, request: AcceptRequest): Promise<PlaceOrderOutcome> {
    try {
      const order = await this.#dependencies.writer.write(sale, request.keyed);
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
          return { failure: await endMistakenHold(this.#dependencies, sale.hold, sale.plan) };
        case 'tickets':
          await this.#unlock(sale.showtime.id, sale.hold, request);
          return { failure: invalid('ticketIds', 'These tickets were just given back. Look at the order again.') };
        case 'shift':
          await this.#unlock(sale.showtime.id, sale.hold, request);
          return { failure: shiftNotOpen() };
        case 'code':
          // One chance in 2^40 for each order that exists: take another code.
          return this.#write({ ...sale, code: codeFromBytes(randomBytes(8)) }, request);
        default:
          throw error;
      }
    }
  }

  /** The hold is over: this very request may have sold it before, or another did, or it ran out. */
  async #afterHoldEnded({ keyed, holdId }: AcceptRequest): Promise<PlaceOrderOutcome> {
    const { replies, claims } = this.#dependencies;
    const replied = await replies.find(keyed);
    if (replied) return replied;
    const outcome = await claims.findOutcome(holdId);
    if (outcome?.outcome === 'ORDERED')
      return { failure: holdConflict('This hold was sold already, with another key.') };
    return { failure: holdExpired() };
  }

  async #unlock(showtimeId: ShowtimeId, hold: LiveHold, { keyed }: AcceptRequest): Promise<void> {
    await this.#dependencies.locks.unlock({ showtimeId, holdId: hold.holdId, token: keyed.key, fence: hold.fence });
  }
}

function reservedTooLate(): ValidationError {
  return invalid('holdId', 'The show begins too soon for a reservation. Sell the seats now.');
}

function justChanged() {
  return holdConflict('The seats of this hold were just changed. Look at the order and try again.');
}

function isSameSeats(one: LiveHold, other: LiveHold): boolean {
  return one.seats.length === other.seats.length && one.seats.every((seat, position) => seat === other.seats[position]);
}
