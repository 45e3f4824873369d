import type { Config } from '../config.ts';
import type { Logger } from '../log.ts';
import { PaymentEventRepository } from '../mongo/payment-event-repository.ts';
import type { PaymentGatewayPort } from '../payments/gateway-client.ts';
import type { OrderFeed } from '../redis/order-feed.ts';
import type { PaymentInbox } from '../redis/payment-inbox.ts';
import type { SeatLocks } from '../redis/seat-locks.ts';
import type { CatalogService } from '../services/catalog-service.ts';
import type { Clock } from '../services/clock.ts';
import type { ApprovalService } from '../services/identity/approval-service.ts';
import { CardCharges } from '../services/orders/card-charges.ts';
import { ExchangeService } from '../services/orders/exchange-service.ts';
import { LatePayments } from '../services/orders/late-payments.ts';
import { OrderEffects } from '../services/orders/order-effects.ts';
import { OrderQueries } from '../services/orders/order-queries.ts';
import { OrderService } from '../services/orders/order-service.ts';
import { OrderWriter } from '../services/orders/order-writer.ts';
import { OwnOrderService } from '../services/orders/own-order-service.ts';
import { PaymentEvents } from '../services/orders/payment-events.ts';
import { PaymentOutcomes } from '../services/orders/payment-outcomes.ts';
import { PaymentReconciliation } from '../services/orders/payment-reconciliation.ts';
import { PendingOrders } from '../services/orders/pending-orders.ts';
import { RefundPayouts } from '../services/orders/refund-payouts.ts';
import { Replies } from '../services/orders/replies.ts';
import { ReservationService } from '../services/orders/reservation-service.ts';
import { ReturnService } from '../services/orders/return-service.ts';
import { ReturnWriter } from '../services/orders/return-writer.ts';
import { TicketIssuer } from '../services/orders/ticket-issuer.ts';
import { TicketReturns } from '../services/orders/ticket-returns.ts';
import type { SeatMapService } from '../services/seat-map-service.ts';
import type { TicketSigner } from '../services/ticket-signer.ts';
import type { Repositories } from './repositories.ts';

/** What the handling of orders stands on. A simulation puts models in the place of some. */
export interface OrderParts {
  readonly config: Pick<Config, 'paymentTimeoutMs' | 'reservationReleaseMs' | 'paymentWebhookSecret'>;
  readonly log: Logger;
  readonly clock: Clock;
  readonly repositories: Repositories;
  readonly locks: SeatLocks;
  readonly maps: SeatMapService;
  readonly catalog: CatalogService;
  readonly signer: TicketSigner;
  readonly feed: OrderFeed;
  readonly gateway: PaymentGatewayPort;
  readonly approvals: ApprovalService;
  readonly inbox: PaymentInbox;
}

/** Everything that sells, settles and takes back. */
export function composeOrders({ config, repositories, catalog, ...parts }: OrderParts) {
  const common = { ...repositories, ...parts };
  const replies = new Replies(repositories.orders);
  const effects = new OrderEffects(common);
  const issuer = new TicketIssuer(common);
  const returns = new TicketReturns(common);
  const charges = new CardCharges(parts);
  const payouts = new RefundPayouts({ ...common, effects });
  const late = new LatePayments({ ...common, issuer, payouts, effects });
  const outcomes = new PaymentOutcomes({ ...common, catalog, issuer, returns, effects, late });
  const pending = new PendingOrders({ ...common, outcomes });
  const writer = new OrderWriter({ ...common, issuer, replies, returns });
  const returnWriter = new ReturnWriter({ ...common, replies, returns, effects, payouts });
  const orders = new OrderService({ ...common, ...config, writer, replies, effects, charges });
  return {
    orders,
    returns: new ReturnService({ ...common, replies, writer: returnWriter }),
    exchanges: new ExchangeService({ ...common, catalog, replies, sales: orders, payouts }),
    reservations: new ReservationService({ ...common, ...config, catalog, issuer, charges, replies, effects }),
    ownOrders: new OwnOrderService({ ...common, catalog, pending, replies, writer: returnWriter }),
    orderQueries: new OrderQueries(repositories.orders, repositories.refunds),
    orderWriter: writer,
    paymentOutcomes: outcomes,
    orderEffects: effects,
    pendingOrders: pending,
    paymentEvents: new PaymentEvents({
      ...common,
      events: new PaymentEventRepository(repositories.mongo),
      webhookSecret: config.paymentWebhookSecret,
      outcomes,
      payouts,
    }),
    reconciliation: new PaymentReconciliation({ ...common, pending, outcomes, charges, payouts }),
  };
}
