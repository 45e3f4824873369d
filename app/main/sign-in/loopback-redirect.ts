import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerPage } from './answer-page.ts';

export type RedirectOutcome =
  | { readonly kind: 'code'; readonly code: string }
  /** The person or the provider said no. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'cancelled' };

export interface LoopbackRedirect {
  /** Where the browser has to bring the answer. */
  readonly redirectUri: string;
  /** Settled once; the port is closed then. */
  readonly outcome: Promise<RedirectOutcome>;
  cancel(): void;
}

interface Expected {
  /** What the answer must repeat: it shows that the answer is to our question. */
  readonly state: string;
  readonly issuer: string;
  /** How long to wait, in ms. */
  readonly timeoutMs: number;
}

const path = '/signed-in';

/**
 * Waits on a free port of the loopback (RFC 8252) for the one answer with our state. Anything else that comes is told
 * that it is not expected, and changes nothing.
 */
export async function listenForRedirect(expected: Expected): Promise<LoopbackRedirect> {
  let settle: (outcome: RedirectOutcome) => void = () => undefined;
  const outcome = new Promise<RedirectOutcome>((resolve) => {
    settle = resolve;
  });
  const server = createServer((request, response) => {
    const answer = readAnswer(request, server, expected);
    respond(response, answer);
    if (answer) response.once('close', () => settle(answer));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const timer = setTimeout(() => settle({ kind: 'timed-out' }), expected.timeoutMs);
  return {
    redirectUri: `http://${addressOf(server)}${path}`,
    outcome: outcome.finally(() => {
      clearTimeout(timer);
      server.close();
      server.closeAllConnections();
    }),
    cancel: () => settle({ kind: 'cancelled' }),
  };
}

/** What a request says; undefined when it isn't the answer that is waited for. */
function readAnswer(
  request: IncomingMessage,
  server: Server,
  { state, issuer }: Expected,
): Extract<RedirectOutcome, { readonly kind: 'code' | 'refused' }> | undefined {
  // A page of another site that leads its own name to this port sends that name.
  if (request.method !== 'GET' || request.headers.host !== addressOf(server)) return undefined;
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (pathname !== path || !isSame(searchParams.get('state') ?? '', state)) return undefined;
  if ((searchParams.get('iss') ?? issuer) !== issuer) return undefined;
  const code = searchParams.get('code');
  return code === null || code === '' ? { kind: 'refused' } : { kind: 'code', code };
}

function respond(response: ServerResponse, answer: RedirectOutcome | undefined): void {
  const page = answerPage(answer?.kind);
  response.writeHead(answer ? 200 : 404, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'",
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    Connection: 'close',
  });
  response.end(page);
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function addressOf(server: Server): string {
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
