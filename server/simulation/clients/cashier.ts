import type { Order } from '../../domain/order.ts';
import { validTickets } from '../../domain/order.ts';
import type { Tender } from '../../domain/payment.ts';
import type { SeatHold } from '../../services/seat-hold-service.ts';
import { highestPrice, ticketTypes, type Programme } from '../world/cinema.ts';
import { Client } from './client.ts';

/** How long somebody thinks at most, in ms: a little longer than a hold lives, now and then. */
const thinkingMs = 900;

/** Somebody who sells, at random: with second thoughts, mistakes and guests who just leave. */
export class Cashier extends Client {
  /** Serves so many guests, one after the other. */
  async work(guests: number): Promise<void> {
    const { dice } = this.parts.engine;
    for (let guest = 0; guest < guests; guest += 1) {
      await this.think(thinkingMs);
      await this.#something(dice.between(1, 100));
    }
  }

  async #something(percent: number): Promise<void> {
    if (percent <= 5) await this.#changeShift();
    else if (percent <= 10) await this.#block();
    else if (percent <= 20) await this.#queue();
    else await this.#serve();
  }

  /** Counts the drawer, more or less, and begins anew. */
  async #changeShift(): Promise<void> {
    const { dice } = this.parts.engine;
    const close = {
      shiftId: null,
      counted: dice.between(5_000, 20_000),
      idempotencyKey: dice.uuid(),
    };
    await this.ask(({ shiftClosing }) => shiftClosing.close(this.actor, close));
    await this.ask(({ shifts }) => shifts.open(this.actor, 10_000));
  }

  /** Keeps a seat for the house for a while. */
  async #block(): Promise<void> {
    const { dice } = this.parts.engine;
    const { showtime, seatIds } = dice.oneOf(this.parts.programme);
    const request = { showtimeId: showtime.id, seatIds: dice.some(seatIds, dice.between(1, 2)), reason: 'broken' };
    await this.ask(({ blocks }) => blocks.block(this.actor, request));
    await this.think(thinkingMs);
    if (dice.chance(0.8)) await this.ask(({ blocks }) => blocks.unblock(this.actor, request));
  }

  /** Puts a party into the line of a showtime; whoever is offered seats may take them, or not answer at all. */
  async #queue(): Promise<void> {
    const { dice } = this.parts.engine;
    const { showtime } = dice.oneOf(this.parts.programme);
    const idempotencyKey = dice.uuid();
    const contact = { email: `${idempotencyKey}@example.org`, locale: 'en' };
    const party = { partySize: dice.between(1, 3), ticketTypes: null, name: 'a party' };
    const joined = await this.ask(({ waitingListEntrance }) =>
      waitingListEntrance.join(this.actor, { showtimeId: showtime.id, ...party, contact, idempotencyKey }),
    );
    if (!joined || !('entry' in joined)) return;
    const { id } = joined.entry;
    await this.think(4 * thinkingMs);
    const entry = await this.ask(({ waitingLists }) => waitingLists.find(this.actor, id, joined.code));
    const order = entry?.order;
    if (!order) return void (await this.ask(({ waitingLists }) => waitingLists.leave(this.actor, id, joined.code)));
    if (dice.chance(0.3)) await this.ask(({ offers }) => offers.decline(this.actor, order.code));
    else await this.ask(({ offers }) => offers.accept(this.actor, order.code));
    if (dice.chance(0.6)) await this.#collect(order);
  }

  async #serve(): Promise<void> {
    const { dice } = this.parts.engine;
    const found = await this.#hold(dice.oneOf(this.parts.programme));
    if (!found) return;
    await this.think(dice.chance(0.1) ? 6_000 : 500);
    const hold = await this.#reconsider(found);
    if (!hold) return;
    const order = dice.chance(0.15) ? await this.#reserve(hold) : await this.#sell(hold);
    if (order) await this.#followUp(order);
  }

  async #hold({ showtime, seatIds }: Programme): Promise<SeatHold | undefined> {
    const { dice, trace, network } = this.parts.engine;
    const holdId = dice.uuid();
    const wanted = dice.some(seatIds, dice.between(1, 3));
    trace.name(holdId, `hold of ${this.actor.name} for ${wanted.join('+')}`);
    const isBest = dice.chance(0.15);
    const hold = () =>
      this.ask(({ holds }) =>
        isBest
          ? holds.holdBest(this.actor, { holdId, showtimeId: showtime.id, count: wanted.length, wheelchair: false })
          : holds.hold(this.actor, { holdId, showtimeId: showtime.id, seatIds: wanted }),
      );
    const outcome = await hold();
    // Whoever is impatient asks again while the sale goes on.
    if (dice.chance(network.faults.impatience)) void this.think(6 * thinkingMs).then(hold);
    return outcome?.__typename === 'SeatHold' ? outcome : undefined;
  }

  /** Other seats, more time, or none at all. */
  async #reconsider(hold: SeatHold): Promise<SeatHold | undefined> {
    const { dice } = this.parts.engine;
    const seatIds = this.parts.programme.find(({ showtime }) => showtime.id === hold.showtimeId)?.seatIds ?? [];
    switch (dice.between(0, 9)) {
      case 0: {
        const add = dice.some(seatIds, 1);
        const remove = dice.some(hold.seatIds, dice.between(0, 1));
        const changed = await this.ask(({ holds }) => holds.change({ holdId: hold.id, add, remove }));
        return changed?.__typename === 'SeatHold' ? changed : hold;
      }
      case 1: {
        const extended = await this.ask(({ holds }) => holds.extend(hold.id));
        return extended?.__typename === 'SeatHold' ? extended : hold;
      }
      case 2:
        await this.ask(({ holds }) => holds.release(hold.id));
        // Some try to pay all the same.
        return dice.chance(0.3) ? hold : undefined;
      case 3:
        return undefined;
      default:
        return hold;
    }
  }

  async #sell(hold: SeatHold): Promise<Order | undefined> {
    const { dice } = this.parts.engine;
    const request = { ...this.#request(hold), tender: this.#tender(hold.seatIds.length) };
    const outcome = await this.do(`sell for ${request.tender.kind}`, ({ orders }, idempotencyKey) =>
      orders.place(this.actor, { ...request, idempotencyKey }),
    );
    if (outcome && 'order' in outcome) return outcome.order;
    // Whoever hears nothing, or nothing good, may begin anew with another tender.
    if (!dice.chance(0.3)) return undefined;
    const tender = this.#tender(hold.seatIds.length);
    const again = await this.do(`sell for ${tender.kind} after all`, ({ orders }, idempotencyKey) =>
      orders.place(this.actor, { ...request, tender, idempotencyKey }),
    );
    return again && 'order' in again ? again.order : undefined;
  }

  async #reserve(hold: SeatHold): Promise<Order | undefined> {
    const request = this.#request(hold);
    const outcome = await this.do('reserve', ({ orders }, idempotencyKey) =>
      orders.reserve(this.actor, { ...request, idempotencyKey }),
    );
    if (!outcome || !('order' in outcome)) return undefined;
    const { order } = outcome;
    await this.think(thinkingMs);
    return this.parts.engine.dice.chance(0.3) ? order : this.#collect(order);
  }

  async #collect(order: Order): Promise<Order> {
    const tender = this.#tender(order.lines.length);
    const paid = await this.do(`collect for ${tender.kind}`, ({ reservations }, idempotencyKey) =>
      reservations.pay(this.actor, { orderId: order.id, tender, idempotencyKey }),
    );
    return paid && 'order' in paid ? paid.order : order;
  }

  async #followUp(placed: Order): Promise<void> {
    const { dice } = this.parts.engine;
    await this.think(thinkingMs);
    const order = dice.chance(0.7) ? await this.#decided(placed) : placed;
    switch (dice.between(0, 9)) {
      case 0:
        await this.ask(({ pendingOrders }) => pendingOrders.cancel(this.actor, order.id));
        break;
      case 2:
        await this.do('void', ({ returns }, idempotencyKey) =>
          returns.void(this.actor, { orderId: order.id, reason: 'a mistake', approval: null, idempotencyKey }),
        );
        break;
      case 1:
      case 3:
      case 4:
        await this.#refund(order);
        break;
      case 5:
      case 6:
        await this.#exchange(order);
        break;
      case 7:
        await this.do('cancel an own order', ({ ownOrders }, idempotencyKey) =>
          ownOrders.cancel(this.actor, { orderId: order.id, idempotencyKey }),
        );
        break;
      default:
    }
  }

  /** The order once its card has paid or not, if somebody waits that long. */
  async #decided(order: Order): Promise<Order> {
    let current = order;
    for (let looks = 0; looks < 4 && current.state === 'PENDING_PAYMENT'; looks += 1) {
      await this.think(2 * thinkingMs);
      current = (await this.ask(({ orderQueries }) => orderQueries.find(order.id))) ?? current;
    }
    return current;
  }

  /** One ticket after the other, at the same time, or all at once. */
  async #refund(order: Order): Promise<void> {
    const { dice } = this.parts.engine;
    const current = (await this.ask(({ orderQueries }) => orderQueries.find(order.id))) ?? order;
    const refund = (ticketIds: readonly string[] | null) =>
      this.do('refund', ({ returns }, idempotencyKey) =>
        returns.refund(this.actor, {
          orderId: order.id,
          ticketIds,
          reason: 'the film broke',
          approval: null,
          idempotencyKey,
        }),
      );
    if (dice.chance(0.4)) return void (await refund(null));
    await Promise.all(validTickets(current).map(({ id }) => refund([id])));
  }

  /** Other seats for some tickets of an order: more, fewer or dearer ones. */
  async #exchange(order: Order): Promise<void> {
    const { dice } = this.parts.engine;
    const hold = await this.#hold(dice.oneOf(this.parts.programme));
    if (!hold) return;
    const current = (await this.ask(({ orderQueries }) => orderQueries.find(order.id))) ?? order;
    const valid = validTickets(current).map(({ id }) => id);
    const ticketIds = dice.chance(0.5) ? null : dice.some(valid, dice.between(1, 2));
    const tender = dice.chance(0.8) ? this.#tender(hold.seatIds.length) : null;
    const request = { ...this.#request(hold), orderId: order.id, ticketIds, tender, reason: 'better seats' };
    const outcome = await this.do('exchange', ({ exchanges }, idempotencyKey) =>
      exchanges.exchange(this.actor, { ...request, approval: null, idempotencyKey }),
    );
    // What was exchanged may be given back, too.
    if (outcome && 'order' in outcome && dice.chance(0.4)) await this.#refund(outcome.order);
  }

  #request(hold: SeatHold) {
    const { dice } = this.parts.engine;
    const lines = hold.seatIds.map((seatId) => ({ seatId, ticketType: dice.oneOf(ticketTypes) }));
    return { holdId: hold.id, lines, contact: null };
  }

  /** Cash that is enough, or a little less for once; or a card. */
  #tender(seats: number): Tender {
    const { dice } = this.parts.engine;
    if (dice.chance(0.6)) return { kind: 'CARD', terminalId: `terminal of ${this.actor.name}` };
    return { kind: 'CASH', received: highestPrice * seats - (dice.chance(0.1) ? highestPrice : 0) };
  }
}
