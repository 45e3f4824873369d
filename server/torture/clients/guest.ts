import { setTimeout as wait } from 'node:timers/promises';
import { Holder, type HolderParts } from './holder.ts';
import type { OrderPool } from './order-pool.ts';
import { cardTender } from './terminals.ts';

const longestRestMs = 400;

/** Somebody without a drawer: at a kiosk, or at home. Pays by card, and may take it back at home. */
export class Guest extends Holder {
  readonly #pool: OrderPool;
  readonly #own: string[] = [];

  constructor(parts: HolderParts, pool: OrderPool) {
    super(parts);
    this.#pool = pool;
  }

  begin(): Promise<void> {
    return Promise.resolve();
  }

  /** Looks, and buys or not. */
  async serve(): Promise<void> {
    const isCustomer = this.parts.person.role === 'CUSTOMER';
    const orderId = isCustomer && this.dice.chance(0.2) ? this.#own.shift() : undefined;
    if (orderId === undefined) await this.#buy();
    else await this.#giveBack(orderId);
  }

  async #buy(): Promise<void> {
    const found = await this.findHold();
    // One hold at a time: an earlier one, or a payment, is still under way.
    if (!found) await wait(this.dice.between(0, longestRestMs));
    const hold = found && (await this.reconsider(found));
    if (!hold) return;
    const order = await this.deal('placeOrder', {
      holdId: hold.id,
      lines: this.linesOf(hold),
      tender: cardTender(this.dice),
      contact: null,
      idempotencyKey: this.newId(),
    });
    if (!order) return;
    this.#pool.add(order.id);
    this.#own.push(order.id);
  }

  async #giveBack(orderId: string): Promise<void> {
    if (this.dice.chance(0.2)) await this.insist('cancelOrder', { orderId });
    await this.deal('cancelMyOrder', { orderId, idempotencyKey: this.newId() });
  }
}
