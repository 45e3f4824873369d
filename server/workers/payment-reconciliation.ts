import type { PaymentReconciliation } from '../services/orders/payment-reconciliation.ts';
import type { Worker } from './worker.ts';

/** Ends orders that nobody paid in time. */
export function paymentTimeouts(reconciliation: PaymentReconciliation): Worker {
  return {
    name: 'payment-timeouts',
    restMs: 500,
    step: async () => {
      await reconciliation.expireOverdue();
    },
  };
}

/** Asks the payment gateway about what it should have told, and sends refunds until they arrive. */
export function paymentReconciliation(reconciliation: PaymentReconciliation): Worker {
  return {
    name: 'payment-reconciliation',
    restMs: 2_000,
    step: async () => {
      await reconciliation.settleOpenPayments();
      await reconciliation.settleRefunds();
    },
  };
}
