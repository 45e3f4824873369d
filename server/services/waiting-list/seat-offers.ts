import { randomBytes } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { codeFromBytes } from '#shared/domain/codes.ts';
import { asId, type OrderId } from '#shared/domain/ids.ts';
import { quote, type Order, type Quote } from '../../domain/order.ts';
import { seatsAt, type SeatPlan, type Showtime } from '../../domain/showtime.ts';
import { nextOffer, offerDueAt, type NextOffer, type WaitingEntry } from '../../domain/waiting-list.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import type { ClaimRepository } from '../../mongo/claim-repository.ts';
import { ClaimRefused, type Transaction } from '../../mongo/client.ts';
import type { OrderRepository } from '../../mongo/order-repository.ts';
import type { WaitingListRepository } from '../../mongo/waiting-list-repository.ts';
import type { SeatLocks } from '../../redis/seat-locks.ts';
import type { Clock } from '../clock.ts';
import { holdForHouse } from '../house-hold.ts';
import { endMistakenHold } from '../mistaken-hold.ts';
import { orderEntry } from '../orders/order-audit.ts';
import type { OrderEffects } from '../orders/order-effects.ts';
import type { OrderWriter, Sale } from '../orders/order-writer.ts';
import type { SeatMapService } from '../seat-map-service.ts';

interface Dependencies {
  readonly waitingList: WaitingListRepository;
  readonly maps: SeatMapService;
  readonly locks: SeatLocks;
  readonly claims: ClaimRepository;
  readonly orders: OrderRepository;
  readonly audit: AuditRepository;
  readonly writer: OrderWriter;
  readonly effects: OrderEffects;
  readonly clock: Clock;
  readonly offerMs: number;
  readonly releaseMs: number;
}

/** How often one round looks again, after an offer or because others were quicker; the next round goes on. */
const mostSteps = 50;

interface Found {
  readonly showtime: Showtime;
  readonly plan: SeatPlan;
}

/**
 * Gives seats that became free to those who wait for them: all that a party needs or none, as a reservation of its own.
 * Any number of programs may do it at once: a seat is claimed in the database once, and an entry leaves the line once.
 */
export class SeatOffers {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Offers what is free in a showtime, in the order of its line; returns how many offers were made. */
  async assign(showtimeId: string): Promise<number> {
    const { waitingList, maps, clock, offerMs, releaseMs } = this.#dependencies;
    const found = await maps.find(showtimeId);
    if (!found) return 0;
    const { showtime, plan } = found;
    let made = 0;
    for (let step = 0; step < mostSteps; step += 1) {
      const now = clock();
      const dueAt = offerDueAt(showtime, now, { offerMs, releaseMs });
      const line = dueAt ? await waitingList.line(showtime.id) : [];
      if (!dueAt || line.length === 0) return made;
      const { packed } = await maps.state(showtime);
      const next = nextOffer(line, plan.layout, packed, showtime.prices);
      if (!next) return made;
      if (await this.#offer(next, found, { now, dueAt })) made += 1;
    }
    return made;
  }

  /** False when somebody else was quicker, for the seats or for the entry. */
  async #offer(
    { entry, seats }: NextOffer,
    { showtime, plan }: Found,
    { now, dueAt }: { readonly now: Date; readonly dueAt: Date },
  ): Promise<boolean> {
    // A hold of its own for each attempt: whoever comes second must not end that of the first.
    const hold = await holdForHouse(this.#dependencies, showtime, seats, null);
    if ('unavailable' in hold) return false;
    const sale: Sale = {
      orderId: asId<OrderId>(uuid()),
      code: codeFromBytes(randomBytes(8)),
      now,
      actor: null,
      placedBy: entry.joinedBy,
      shift: null,
      showtime,
      plan,
      hold,
      quote: quoteFor(entry, showtime, plan, seats),
      payment: { kind: 'UNPAID', declineReason: null },
      exchange: null,
      contact: entry.contact,
      approval: [],
      paymentDueAt: dueAt,
      beside: (order, transaction) => this.#takeOut(entry, order, transaction),
    };
    const order = await this.#write(sale);
    if (order) await this.#dependencies.effects.after(order);
    return order !== undefined;
  }

  /** Undefined when the seats or the entry were somebody else's first: then the hold is over. */
  async #write(sale: Sale): Promise<Order | undefined> {
    const { writer, locks } = this.#dependencies;
    const { hold, plan } = sale;
    const { showtimeId, holdId, fence } = hold;
    const key = `waiting-list:${holdId}`;
    try {
      return await writer.write(sale, { key, hash: holdId });
    } catch (error) {
      if (!(error instanceof ClaimRefused)) throw error;
      // One chance in 2^40 for each order that exists.
      if (error.claim === 'code') return this.#write({ ...sale, code: codeFromBytes(randomBytes(8)) });
      if (error.claim === 'seats') await endMistakenHold(this.#dependencies, hold, plan);
      else await locks.abandon({ showtimeId, holdId, fence });
      return undefined;
    }
  }

  /** Throws `ClaimRefused('entry')` when the entry isn't in the line any more. */
  async #takeOut({ id, number }: WaitingEntry, order: Order, transaction: Transaction): Promise<void> {
    const { waitingList, audit, orders } = this.#dependencies;
    const { id: orderId, placedAt: at, paymentDueAt } = order;
    const taken = await waitingList.takeOut(id, { state: 'OFFERED', orderId }, transaction);
    if (!taken) throw new ClaimRefused('entry');
    const details = { entryId: id, number, paymentDueAt };
    await audit.add([orderEntry('waitinglist.offered', order, at, null, details)], transaction);
    await orders.addToOutbox({ _id: uuid(), type: 'waitinglist.offered', orderId, at }, transaction);
  }
}

function quoteFor(entry: WaitingEntry, showtime: Showtime, plan: SeatPlan, seats: readonly number[]): Quote {
  const held = seatsAt(plan, seats);
  const lines = held.map(({ id: seatId }, position) => ({ seatId, ticketType: entry.ticketTypes[position] ?? '' }));
  const quoted = quote(held, lines, showtime.prices);
  if ('failure' in quoted) throw new Error(`the waiting entry ${entry.id} has no price: ${quoted.failure.message}`);
  return quoted.quote;
}
