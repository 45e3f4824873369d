import type { PaymentGatewayPort } from '../../payments/gateway-client.ts';
import type { Requests } from '../engine/life.ts';
import type { GatewayModel } from './gateway-model.ts';

/** The gateway as one program sees it. */
export function connectGatewayModel(model: GatewayModel, requests: Requests): PaymentGatewayPort {
  const send = <Answer>(operation: string, detail: unknown, effect: () => Answer): Promise<Answer> =>
    requests.send('gateway', `gateway.${operation}`, detail, effect);
  return {
    createIntent: ({ idempotencyKey, ...request }) =>
      send('createIntent', request, () => model.createIntent(request, idempotencyKey)),
    process: (intentId, terminalId) => send('process', intentId, () => model.process(intentId, terminalId)),
    cancel: (intentId) => send('cancel', intentId, () => model.cancel(intentId)),
    findIntent: (intentId) => send('findIntent', intentId, () => model.findIntent(intentId)),
    intentsFor: (reference) =>
      send('intentsFor', reference, () => model.intents.filter((intent) => intent.reference === reference)),
    refund: ({ idempotencyKey, ...request }) => send('refund', request, () => model.refund(request, idempotencyKey)),
    findRefund: (refundId) => send('findRefund', refundId, () => model.findRefund(refundId)),
    refundsOf: (intentId) => send('refundsOf', intentId, () => model.refundsOf(intentId)),
  };
}
