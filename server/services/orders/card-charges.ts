import type { OrderId } from '#shared/domain/ids.ts';
import type { Money } from '#shared/domain/money.ts';
import type { Order } from '../../domain/order.ts';
import { openCardPayment, type CardPayment } from '../../domain/payment.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../clock.ts';
import {
  GatewayRefusedError,
  GatewayUnavailableError,
  type PaymentGatewayPort,
} from '../../payments/gateway-client.ts';

interface Dependencies {
  readonly gateway: PaymentGatewayPort;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The terminal of a station that says nothing of one, and of sales without a station. */
const defaultTerminal = 'default';

/** Asking the gateway for money: an intent before the order is written, the charge only once it stands. */
export class CardCharges {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Announces a payment to the gateway. Nothing is charged; undefined when the gateway doesn't answer. */
  async prepare(request: {
    readonly orderId: OrderId;
    readonly amount: Money;
    readonly terminalId: string | null;
    /** The same key for the same request gives the same intent. */
    readonly idempotencyKey: string;
  }): Promise<CardPayment | undefined> {
    const { orderId, amount, terminalId, idempotencyKey } = request;
    try {
      const intent = await this.#dependencies.gateway.createIntent({ reference: orderId, amount, idempotencyKey });
      return openCardPayment(intent.id, terminalId);
    } catch (error) {
      if (!(error instanceof GatewayUnavailableError)) throw error;
      this.#dependencies.log.warn({ error, orderId }, 'the payment gateway does not answer');
      return undefined;
    }
  }

  /**
   * Starts the charge of an order that was written and waits for a card; nothing for any other. When the gateway doesn't
   * answer the reconciliation starts it later, within the order's time.
   */
  async start(order: Order): Promise<void> {
    const { payment, state, id: orderId, paymentDueAt } = order;
    if (state !== 'PENDING_PAYMENT' || payment.kind !== 'CARD' || payment.intentId === null) return;
    if (paymentDueAt && paymentDueAt <= this.#dependencies.clock()) return;
    try {
      await this.#dependencies.gateway.process(payment.intentId, payment.terminalId ?? defaultTerminal);
    } catch (error) {
      // Refused: it was cancelled meanwhile, and the order hears of that like of any other end.
      if (!(error instanceof GatewayUnavailableError) && !(error instanceof GatewayRefusedError)) throw error;
      this.#dependencies.log.warn({ error, orderId }, 'a charge could not be started and is tried again');
    }
  }
}
