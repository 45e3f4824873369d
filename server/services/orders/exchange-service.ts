import { asId, type OrderId } from '#shared/domain/ids.ts';
import { subtractMoney } from '#shared/domain/money.ts';
import type { Actor } from '../../domain/actor.ts';
import { notFound, type InvalidTransitionError, type NotFoundError } from '../../domain/failures.ts';
import type { Order, OrderRequestLine, Ticket } from '../../domain/order.ts';
import type { Tender } from '../../domain/payment.ts';
import { reasonGiven } from '../../domain/reason.ts';
import { worthOf } from '../../domain/refund.ts';
import { refuseHoldId } from '../../domain/seat-request.ts';
import { refuseAfterSales } from '../../domain/showtime.ts';
import { refuseForeignFunds, refuseState, ticketsToReturn } from '../../domain/ticket-return.ts';
import type { OrderRepository } from '../../mongo/order-repository.ts';
import type { CatalogService } from '../catalog-service.ts';
import type { Clock } from '../clock.ts';
import type { ApprovalFailure, ApprovalService } from '../identity/approval-service.ts';
import type { PinCredentials } from '../identity/pin-check.ts';
import { agree, nobodyAsked, type Agreement } from './agreement.ts';
import type { AcceptRequest, PlaceOrderFailure } from './order-request.ts';
import type { OrderService, PricedSale } from './order-service.ts';
import type { RefundPayouts } from './refund-payouts.ts';
import type { KeyedRequest, Replies, ReplyFailure } from './replies.ts';

export interface ExchangeRequest {
  readonly orderId: string;
  /** All valid tickets when null. */
  readonly ticketIds: readonly string[] | null;
  /** The hold of the new seats. */
  readonly holdId: string;
  readonly lines: readonly OrderRequestLine[];
  /** For the difference, when the new seats cost more. */
  readonly tender: Tender | null;
  readonly reason: string;
  /** Not part of what a retry must repeat. */
  readonly approval: PinCredentials | null;
  readonly idempotencyKey: string;
}

export type ExchangeOutcome =
  | { readonly order: Order }
  | {
      readonly failure: NotFoundError | InvalidTransitionError | ApprovalFailure | PlaceOrderFailure | ReplyFailure;
    };

interface Dependencies {
  readonly orders: OrderRepository;
  readonly catalog: CatalogService;
  readonly approvals: ApprovalService;
  readonly replies: Replies;
  readonly sales: OrderService;
  readonly payouts: RefundPayouts;
  readonly clock: Clock;
}

/** Moving guests to other seats, of the same showtime or another. */
export class ExchangeService {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Sells a hold for tickets and, where it costs more, money; the old tickets end in the transaction that issues the new
   * ones, which for a card is the capture. Where it costs less the rest goes back to what paid, with the right to refund
   * or somebody's approval; so does an exchange after the old show began. The order it gives is the new one, also when
   * the same key and body come again.
   */
  async exchange(actor: Actor, { approval, ...request }: ExchangeRequest): Promise<ExchangeOutcome> {
    const { replies, sales } = this.#dependencies;
    return replies.once(actor, 'exchangeOrder', request, async (keyed): Promise<ExchangeOutcome> => {
      const checked = await this.#check(request);
      if ('failure' in checked) return checked;
      const sale = saleFor(request, checked, keyed);
      const offer = await sales.offer(actor, sale);
      if (!('priced' in offer)) return offer;
      const agreed = await this.#agree(actor, approval, checked.from, offer.priced);
      if ('failure' in agreed) return agreed;
      return this.#sell(offer.priced, agreed.agreement, sale);
    });
  }

  async #check({
    orderId,
    ticketIds,
    holdId,
    reason: typed,
  }: Omit<ExchangeRequest, 'approval'>): Promise<
    Checked | { readonly failure: NotFoundError | InvalidTransitionError | ReplyFailure }
  > {
    const refused = refuseHoldId(holdId);
    if (refused) return { failure: refused };
    const given = reasonGiven(typed);
    if ('failure' in given) return given;
    const from = await this.#dependencies.orders.find(asId<OrderId>(orderId));
    if (!from) return { failure: notFound('order', orderId) };
    const final = refuseState(from, 'exchanged');
    if (final) return { failure: final };
    const chosen = ticketsToReturn(from, ticketIds);
    return 'failure' in chosen ? chosen : { ...given, ...chosen, from };
  }

  /** Whether money goes back or the tickets may have been used: that takes the right to refund. */
  async #agree(
    actor: Actor,
    approval: PinCredentials | null,
    from: Order,
    { exchange }: PricedSale,
  ): Promise<{ readonly agreement: Agreement } | { readonly failure: ApprovalFailure | ReplyFailure }> {
    const { approvals, catalog, clock } = this.#dependencies;
    const showtime = await catalog.showtime(from.showtimeId);
    if (!showtime || !exchange) throw new Error(`the exchange of ${from.id} has no showtime or no price`);
    const goesBack = subtractMoney(exchange.worth, exchange.credit).amount > 0;
    const foreign = goesBack ? refuseForeignFunds(from) : undefined;
    if (foreign) return { failure: foreign };
    const now = clock();
    if (!goesBack && !refuseAfterSales(showtime, now)) return { agreement: nobodyAsked };
    return agree(approvals, actor, 'order.refund', approval, from, now);
  }

  async #sell(priced: PricedSale, { approvedBy, entries }: Agreement, sale: AcceptRequest): Promise<ExchangeOutcome> {
    const { sales, payouts } = this.#dependencies;
    const exchange = priced.exchange && { ...priced.exchange, approvedBy };
    const sold = await sales.sell({ ...priced, exchange, approval: entries }, sale);
    if ('order' in sold && exchange) await payouts.sendAllOf({ id: exchange.fromOrderId });
    return sold;
  }
}

interface Checked {
  readonly from: Order;
  readonly tickets: readonly Ticket[];
  readonly reason: string;
}

function saleFor(
  { holdId, lines, tender }: Omit<ExchangeRequest, 'approval'>,
  { from, tickets, reason }: Checked,
  keyed: KeyedRequest,
): AcceptRequest {
  const ticketIds = tickets.map(({ id }) => id);
  const worth = worthOf(tickets, from.total.currency);
  return {
    holdId,
    lines,
    settlement: tender ?? { kind: 'NOTHING' },
    contact: from.contact,
    exchange: { fromOrderId: from.id, ticketIds, worth, reason, approvedBy: null },
    keyed,
  };
}
