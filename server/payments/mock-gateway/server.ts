import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { sendJson } from '../../http/http-server.ts';
import { readBody } from '../../http/request-body.ts';
import type { Logger } from '../../log.ts';
import { refuse, type Outcome } from './refusal.ts';
import { findRoute, type Route } from './router.ts';
import type { Store } from './store.ts';

interface Options {
  readonly routes: readonly Route[];
  readonly store: Store;
  readonly key: string;
  readonly log: Logger;
}

/** The gateway's HTTP server. Nothing is told before it is on the disk. */
export function createGatewayServer(options: Options): Server {
  const server = createServer((request, response) => {
    respond(request, response, options).catch((error: unknown) => {
      options.log.error({ error }, 'a request failed');
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { error: { code: 'internal', message: 'Something went wrong in the gateway.' } });
    });
  });
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  server.keepAliveTimeout = 65_000;
  return server;
}

async function respond(request: IncomingMessage, response: ServerResponse, options: Options): Promise<void> {
  const [path = '/', query] = (request.url ?? '/').split('?', 2);
  if (request.method === 'GET' && path === '/health') {
    await options.store.settled();
    sendJson(response, 200, { status: 'up', undeliveredWebhooks: options.store.state.undeliveredCount });
    return;
  }
  const outcome = await answer(request, path, new URLSearchParams(query), options);
  await options.store.settled();
  if ('value' in outcome) {
    sendJson(response, 200, outcome.value);
    return;
  }
  const { status, code, message } = outcome.refusal;
  // What wasn't read isn't waited for.
  if (status === 413 || status === 401) response.setHeader('Connection', 'close');
  sendJson(response, status, { error: { code, message } });
}

async function answer(
  request: IncomingMessage,
  path: string,
  query: URLSearchParams,
  { routes, key }: Options,
): Promise<Outcome<unknown>> {
  if (!isSameKey(request.headers.authorization, key)) return refuse(401, 'unauthorized', 'The key is wrong.');
  const found = findRoute(routes, request.method, path);
  if ('refusal' in found) return found;
  const body = await readBody(request);
  if (body.kind === 'too-large') return refuse(413, 'too_large', 'The body is too large.');
  const idempotencyKey = request.headers['idempotency-key'];
  return found.value.route.answer({
    id: found.value.id,
    query,
    idempotencyKey: typeof idempotencyKey === 'string' ? idempotencyKey : undefined,
    body: body.text,
  });
}

/** Takes the same time however much of the key is right. */
function isSameKey(authorization: string | undefined, key: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${key}`));
}
