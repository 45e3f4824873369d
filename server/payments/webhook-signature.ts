import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far the sender's clock and ours may lie apart, and how long an observed delivery could be played again. */
const toleranceSeconds = 5 * 60;

export type WebhookVerdict = 'valid' | 'malformed' | 'stale' | 'forged';

/** The name of the header that carries the signature, as Node gives it. */
export const signatureHeader = 'foyer-signature';

/**
 * The value of the header `Foyer-Signature`: `t=<unix seconds>,v1=<hex>`, with the HMAC-SHA256 over `<t>.<body>`. The
 * body is the raw text that is sent.
 */
export function signWebhook(secret: string, body: string, now: Date): string {
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  return `t=${timestamp},v1=${digest(secret, timestamp, body).toString('hex')}`;
}

/**
 * Whether a delivery is the gateway's own. `body` is the raw text that arrived, before any parsing. A signature of more
 * than five minutes ago, or of as far ahead, is stale.
 */
export function verifyWebhook(secret: string, header: string | undefined, body: string, now: Date): WebhookVerdict {
  const parts = header === undefined ? null : /^t=(?<timestamp>\d{1,12}),v1=(?<signature>[0-9a-f]{64})$/.exec(header);
  const { timestamp, signature } = parts?.groups ?? {};
  if (timestamp === undefined || signature === undefined) return 'malformed';
  // The signature first: nothing is told about what nobody signed.
  if (!timingSafeEqual(digest(secret, timestamp, body), Buffer.from(signature, 'hex'))) return 'forged';
  const ageSeconds = now.getTime() / 1_000 - Number(timestamp);
  return Math.abs(ageSeconds) > toleranceSeconds ? 'stale' : 'valid';
}

function digest(secret: string, timestamp: string, body: string): Buffer {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest();
}
