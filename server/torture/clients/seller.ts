import type { TenderInput } from '#shared/generated/schema.ts';
import type { HoldAnswer, OrderAnswer } from '../history.ts';
import { approver } from '../stage/people.ts';
import { highestPrice } from '../stage/programme.ts';
import { Holder, type HolderParts } from './holder.ts';
import type { OrderPool } from './order-pool.ts';
import { cardTender } from './terminals.ts';

/** Somebody with a drawer: sells, takes back, exchanges, prints, and keeps the drawer. */
export class Seller extends Holder {
  readonly #pool: OrderPool;
  #notes = 0;

  constructor(parts: HolderParts, pool: OrderPool) {
    super(parts);
    this.#pool = pool;
  }

  /** Opens the drawer for the day. */
  async begin(): Promise<void> {
    await this.insist('openShift', { openingFloat: this.dice.between(0, 200) * 100 });
  }

  /** Counts the drawer at the end of the day. */
  async end(): Promise<void> {
    await this.insist('closeShift', { counted: this.dice.between(0, 5_000) * 100 });
  }

  /** Serves one guest. */
  async serve(): Promise<void> {
    const errand = this.dice.between(0, 99);
    if (errand < 62) await this.#sale();
    else if (errand < 95) await this.#comeBack();
    else if (errand < 99) await this.#keepDrawer();
    else if (this.dice.chance(0.25)) await this.#changeShift();
  }

  async #sale(): Promise<void> {
    const found = await this.findHold();
    const hold = found && (await this.reconsider(found));
    if (!hold) return;
    const request = { holdId: hold.id, lines: this.linesOf(hold), contact: null, idempotencyKey: this.newId() };
    const order = this.dice.chance(0.15)
      ? await this.deal('reserveSeats', request)
      : await this.deal('placeOrder', { ...request, tender: this.#tender(hold) });
    if (!order) return;
    this.#pool.add(order.id);
    if (order.tickets.length > 0 && this.dice.chance(0.4)) await this.#print(order);
  }

  /** Somebody comes back with an order of whomever. */
  async #comeBack(): Promise<void> {
    const orderId = this.#pool.choose(this.dice);
    const order = orderId === undefined ? undefined : await this.look(orderId);
    if (!order) return;
    if (order.state === 'PENDING_PAYMENT') return this.#pending(order);
    if (order.tickets.length === 0) return;
    switch (this.dice.between(0, 9)) {
      case 0:
      case 1:
        await this.deal('voidOrder', this.#request(order), this.#approval());
        break;
      case 2:
      case 3:
      case 4:
        await this.#refund(order);
        break;
      case 5:
      case 6:
        await this.#exchange(order);
        break;
      default:
        await this.#print(order);
    }
  }

  async #pending({ id, total }: OrderAnswer): Promise<void> {
    if (this.dice.chance(0.3)) {
      await this.insist('cancelOrder', { orderId: id });
      return;
    }
    const tender = this.dice.chance(0.6) ? { cash: { received: total.amount } } : cardTender(this.dice);
    await this.deal('payOrder', { orderId: id, tender, idempotencyKey: this.newId() });
  }

  /** All tickets, or some of them; at the same time when there are several. */
  async #refund(order: OrderAnswer): Promise<void> {
    const ask = (ticketIds: string[] | null) =>
      this.deal('refundOrder', { ...this.#request(order), ticketIds }, this.#approval());
    const valid = order.tickets.filter(({ state }) => state === 'VALID').map(({ id }) => id);
    if (valid.length < 2 || this.dice.chance(0.4)) await ask(null);
    else await Promise.all(this.dice.some(valid, this.dice.between(1, 2)).map((id) => ask([id])));
  }

  async #exchange(order: OrderAnswer): Promise<void> {
    const hold = await this.findHold();
    if (!hold) return;
    const valid = order.tickets.filter(({ state }) => state === 'VALID').map(({ id }) => id);
    const ticketIds = valid.length > 1 && this.dice.chance(0.4) ? [...this.dice.some(valid, 1)] : null;
    const tender = this.dice.chance(0.8) ? this.#tender(hold) : null;
    const seats = { holdId: hold.id, lines: this.linesOf(hold) };
    const exchanged = await this.deal(
      'exchangeOrder',
      { ...this.#request(order), ...seats, ticketIds, tender },
      this.#approval(),
    );
    if (exchanged) this.#pool.add(exchanged.id);
  }

  async #print({ id: orderId, tickets }: OrderAnswer): Promise<void> {
    const ticketIds = tickets.map(({ id }) => id);
    const outcome = this.dice.chance(0.1) ? 'FAILED' : 'PRINTED';
    const report = { orderId, ticketIds, jobId: this.newId(), outcome } as const;
    await this.insist('recordPrint', report);
    if (this.dice.chance(0.1)) await this.insist('recordPrint', report);
  }

  /** Its reason is unique: the checker knows a movement by it. */
  async #keepDrawer(): Promise<void> {
    this.#notes += 1;
    const reason = `note ${this.#notes} of ${this.parts.person.name}`;
    const idempotencyKey = this.newId();
    if (this.dice.chance(0.3)) {
      await this.insist('recordDrawerOpened', { reason, idempotencyKey });
      return;
    }
    const kind = this.dice.chance(0.5) ? 'PAID_IN' : 'PAID_OUT';
    const movement = { kind, amount: this.dice.between(1, 90) * 100, reason, idempotencyKey } as const;
    await this.insist('recordCashMovement', movement);
    if (this.dice.chance(0.1)) await this.insist('recordCashMovement', movement);
    if (this.dice.chance(0.1)) await this.insist('recordCashMovement', { ...movement, amount: movement.amount + 1 });
  }

  async #changeShift(): Promise<void> {
    await this.end();
    await this.begin();
  }

  #request({ id: orderId }: OrderAnswer) {
    return { orderId, reason: 'the film broke', idempotencyKey: this.newId() };
  }

  /** Managers need none; a cashier may forget to ask for it. */
  #approval(): object {
    const { role } = this.parts.person;
    return role === 'CASHIER' && this.dice.chance(0.5) ? { approval: approver } : {};
  }

  /** A card, or cash that is enough, or for once too little. */
  #tender({ seatIds }: HoldAnswer): TenderInput {
    if (this.dice.chance(0.45)) return cardTender(this.dice);
    return { cash: { received: highestPrice * seatIds.length - (this.dice.chance(0.03) ? highestPrice : 0) } };
  }
}
