import type { Actor } from '../../domain/actor.ts';
import { idempotencyConflict, invalid, type InvalidTransitionError } from '../../domain/failures.ts';
import type { Order, Ticket } from '../../domain/order.ts';
import { refuseState } from '../../domain/ticket-return.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import { ClaimRefused, inTransaction, type Mongo } from '../../mongo/client.ts';
import type { OrderRepository } from '../../mongo/order-repository.ts';
import type { Clock } from '../clock.ts';
import type { Agreement } from './agreement.ts';
import type { OrderEffects } from './order-effects.ts';
import type { RefundPayouts } from './refund-payouts.ts';
import type { KeyedRequest, Replies, ReplyFailure } from './replies.ts';
import type { TicketReturn, TicketReturns } from './ticket-returns.ts';

/** What is to be taken back, checked as far as it can be before the transaction. */
export interface CheckedReturn<Failure> extends Pick<TicketReturn, 'kind' | 'reason' | 'shiftId'> {
  readonly order: Order;
  readonly tickets: readonly Ticket[];
  readonly agreement: Agreement;
  /** What is asked for, as in "refunded". */
  readonly wish: string;
  /** The answer when the shift is closed that the money should come from. */
  readonly withoutShift: Failure;
}

interface Dependencies {
  readonly mongo: Mongo;
  readonly orders: OrderRepository;
  readonly audit: AuditRepository;
  readonly replies: Replies;
  readonly returns: TicketReturns;
  readonly effects: OrderEffects;
  readonly payouts: RefundPayouts;
  readonly clock: Clock;
}

/** Writes a return with its reply and its approval in one transaction, and has the money paid back. */
export class ReturnWriter {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Takes the tickets back, all of it or nothing. Of several returns of one ticket, the first has the effect. */
  async write<Failure>(
    actor: Actor,
    keyed: KeyedRequest,
    checked: CheckedReturn<Failure>,
  ): Promise<{ readonly order: Order } | { readonly failure: Failure | InvalidTransitionError | ReplyFailure }> {
    const { effects, payouts } = this.#dependencies;
    try {
      const order = await this.#write(actor, keyed, checked);
      await effects.after(order);
      await payouts.sendAllOf(order);
      return { order };
    } catch (error) {
      if (!(error instanceof ClaimRefused)) throw error;
      return { failure: await this.#refusal(error, checked) };
    }
  }

  #write(
    actor: Actor,
    keyed: KeyedRequest,
    { order, tickets, agreement, kind, reason, shiftId }: CheckedReturn<unknown>,
  ): Promise<Order> {
    const { mongo, audit, replies, returns, clock } = this.#dependencies;
    const ticketIds = tickets.map(({ id }) => id);
    const { approvedBy } = agreement;
    return inTransaction(mongo, async (transaction) => {
      await replies.remember(keyed, order.id, clock(), transaction);
      const returned = await returns.take(
        { orderId: order.id, ticketIds, kind, credit: null, reason, by: actor, approvedBy, shiftId },
        transaction,
      );
      if (agreement.entries.length > 0) await audit.add(agreement.entries, transaction);
      return returned;
    });
  }

  /** Somebody else was first: what is left to say depends on what they did. */
  async #refusal<Failure>(
    { claim }: ClaimRefused,
    { order, wish, withoutShift }: CheckedReturn<Failure>,
  ): Promise<Failure | InvalidTransitionError | ReplyFailure> {
    if (claim === 'shift') return withoutShift;
    if (claim === 'idempotencyKey') return idempotencyConflict();
    const current = (await this.#dependencies.orders.find(order.id)) ?? order;
    const justReturned = 'Some of these tickets were just given back. Look at the order again.';
    return refuseState(current, wish) ?? invalid('ticketIds', justReturned);
  }
}
