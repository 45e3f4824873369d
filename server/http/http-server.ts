import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from '../log.ts';
import type { RateLimitService } from '../services/rate-limit-service.ts';
import { setAnswerHeaders } from './answer-headers.ts';
import { clientAddress, isBehindTls } from './client-address.ts';
import { limitConnections } from './connection-limit.ts';

export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

interface Options {
  readonly routes: readonly Route[];
  /** Origins whose pages may call us. */
  readonly corsOrigins: readonly string[];
  /** How many proxies of ours stand in front. */
  readonly proxies: number;
  readonly limits: RateLimitService;
  readonly log: Logger;
  /** How long a client may take to send the headers and the whole of a request, in milliseconds. */
  readonly patience?: { readonly headersMs: number; readonly requestMs: number };
}

/** Far above what the stations behind one address open. */
const connectionsPerAddress = 1_500;

/** Far above what browsers and our own programs send. */
const mostHeaders = 64;

/** The HTTP server: finds the route, answers CORS preflights, sets the headers, and turns bugs into a 500. */
export function createHttpServer(options: Options): Server {
  const { proxies, limits, patience = { headersMs: 10_000, requestMs: 30_000 } } = options;
  const server = createServer(
    {
      headersTimeout: patience.headersMs,
      requestTimeout: patience.requestMs,
      connectionsCheckingInterval: patience.headersMs / 4,
      // Longer than the clients' own, so that a kept-alive connection isn't closed under a request.
      keepAliveTimeout: 65_000,
    },
    (request, response) => {
      // Whoever is answered while the server closes comes back to another one, or to the next.
      response.shouldKeepAlive &&= server.listening;
      answer(request, response, options);
    },
  );
  server.maxHeadersCount = mostHeaders;
  // Behind a proxy, all connections are the proxy's.
  if (limits.isOn && proxies === 0) limitConnections(server, connectionsPerAddress);
  return server;
}

function answer(request: IncomingMessage, response: ServerResponse, options: Options): void {
  const { routes, corsOrigins, proxies, log } = options;
  setAnswerHeaders(request, response, corsOrigins, isBehindTls(request, proxies));
  if (request.method === 'OPTIONS') {
    response.writeHead(204).end();
    return;
  }
  const path = request.url?.split('?', 1)[0];
  const onPath = routes.filter((route) => route.path === path);
  const route = onPath.find((each) => each.method === request.method);
  if (!route) {
    sendJson(response, onPath.length > 0 ? 405 : 404, { error: onPath.length > 0 ? 'wrong method' : 'no such path' });
    return;
  }
  handle(route, request, response, options).catch((error: unknown) => {
    // Whoever went away or was too slow gets no answer, and is no news.
    if (request.complete) log.error({ error, path }, 'a request failed');
    if (response.headersSent || !request.complete) response.destroy();
    else sendJson(response, 500, { error: 'Something went wrong on our side.' });
  });
}

/** What is had by GET, anybody may read; so it is limited here, by address. Other routes know more of who asks. */
async function handle(
  route: Route,
  request: IncomingMessage,
  response: ServerResponse,
  { proxies, limits }: Options,
): Promise<void> {
  const waitMs = route.method === 'GET' ? await limits.take('anonymous', clientAddress(request, proxies)) : 0;
  if (waitMs === 0) return route.handle(request, response);
  const retryAfterSeconds = Math.ceil(waitMs / 1_000);
  response.setHeader('Retry-After', retryAfterSeconds);
  sendJson(response, 429, { error: `Too many requests. Try again in ${retryAfterSeconds} s.` });
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  const headers = { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': Buffer.byteLength(text) };
  response.writeHead(status, headers).end(text);
}

/** Listens, and resolves with the port. Rejects with one clear line that names the setting when the port is taken. */
export async function listen(server: Server, host: string, port: number, setting = 'PORT'): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortTakenError(port, setting) : error);
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

/** How long requests under way may still take when the server closes, in ms. */
const closingMs = 10_000;

/** Takes no new connections, answers what is under way, and closes every connection after its answer. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  const impatience = setTimeout(() => server.closeAllConnections(), closingMs);
  await closed;
  clearTimeout(impatience);
}

/** The port in the settings belongs to another program. */
class PortTakenError extends Error {
  constructor(port: number, setting: string) {
    super(`The port ${port} is taken by another program. Stop it, or set ${setting} to a free one (0 takes any).`);
    this.name = 'PortTakenError';
  }
}
