import type { Logger } from '../log.ts';
import { signatureHeader } from '../payments/webhook-signature.ts';
import type { PaymentEvents } from '../services/orders/payment-events.ts';
import { isPartDown } from '../services/part-down.ts';
import { sendJson, type Route } from './http-server.ts';
import { readBody } from './request-body.ts';

const answers = {
  valid: [200, 'taken in'],
  malformed: [400, 'The header Foyer-Signature is missing or malformed.'],
  unreadable: [400, 'The body is not an event of the contract.'],
  stale: [401, 'The signature is more than five minutes old. Check the clocks.'],
  forged: [401, 'The signature does not match.'],
} as const;

/** `POST /webhooks/payments`: answers 200 as soon as an event is kept; it is worked off afterwards. */
export function paymentWebhookRoute(events: PaymentEvents, log: Logger): Route {
  return {
    method: 'POST',
    path: '/webhooks/payments',
    async handle(request, response) {
      const body = await readBody(request);
      if (body.kind === 'too-large') return sendJson(response, 413, { message: 'The body is too large.' });
      const header = request.headers[signatureHeader];
      try {
        const verdict = await events.receive(typeof header === 'string' ? header : undefined, body.text);
        if (verdict !== 'valid') log.warn({ verdict }, 'a webhook was refused');
        const [status, message] = answers[verdict];
        sendJson(response, status, { message });
      } catch (error) {
        if (!isPartDown(error)) throw error;
        log.warn({ error }, 'a webhook could not be kept; the gateway will send it again');
        sendJson(response, 503, { message: 'Send it again later.' });
      }
    },
  };
}
