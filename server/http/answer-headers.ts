import type { IncomingMessage, ServerResponse } from 'node:http';

/** What every answer says: it is data, for whoever asked, now. */
const always = new Map([
  ['Cache-Control', 'no-store'],
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Referrer-Policy', 'no-referrer'],
  ['Vary', 'Origin'],
  ['X-Content-Type-Options', 'nosniff'],
]);

/** What pages of the origins on the list may send and read. */
const forPages = new Map([
  ['Access-Control-Allow-Headers', 'authorization, content-type, apollo-require-preflight'],
  ['Access-Control-Allow-Methods', 'GET, POST, OPTIONS'],
  ['Access-Control-Expose-Headers', 'Retry-After'],
  ['Access-Control-Max-Age', '600'],
]);

const oneYear = 31_536_000;

/** Sets the headers that don't depend on the answer. `isTls`: whether the client speaks TLS, with a proxy of ours. */
export function setAnswerHeaders(
  { headers: { origin } }: IncomingMessage,
  response: ServerResponse,
  corsOrigins: readonly string[],
  isTls: boolean,
): void {
  response.setHeaders(always);
  if (isTls) response.setHeader('Strict-Transport-Security', `max-age=${oneYear}`);
  if (!origin || !corsOrigins.includes(origin)) return;
  response.setHeader('Access-Control-Allow-Origin', origin);
  response.setHeaders(forPages);
}
