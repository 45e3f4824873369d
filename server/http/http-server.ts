import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from '../log.ts';

export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

interface Options {
  readonly routes: readonly Route[];
  /** Origins whose pages may call us. */
  readonly corsOrigins: readonly string[];
  readonly log: Logger;
}

/** The HTTP server: finds the route, answers CORS preflights, sets the security headers, and turns bugs into a 500. */
export function createHttpServer({ routes, corsOrigins, log }: Options): Server {
  const server = createServer((request, response) => {
    setHeaders(request, response, corsOrigins);
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
    route.handle(request, response).catch((error: unknown) => {
      log.error({ error, path }, 'a request failed');
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { error: 'Something went wrong on our side.' });
    });
  });
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  // Longer than the clients' own, so that a kept-alive connection isn't closed under a request.
  server.keepAliveTimeout = 65_000;
  return server;
}

function setHeaders(request: IncomingMessage, response: ServerResponse, corsOrigins: readonly string[]): void {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cache-Control', 'no-store');
  const origin = request.headers.origin;
  if (!origin || !corsOrigins.includes(origin)) return;
  response.setHeader('Access-Control-Allow-Origin', origin);
  response.setHeader('Vary', 'Origin');
  response.setHeader('Access-Control-Allow-Headers', 'authorization, content-type, apollo-require-preflight');
  response.setHeader('Access-Control-Allow-Methods', 'GET, POST, OPTIONS');
  response.setHeader('Access-Control-Max-Age', '600');
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  const headers = { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': Buffer.byteLength(text) };
  response.writeHead(status, headers).end(text);
}

/** Listens, and resolves with the port. Rejects with one clear line when the port is taken. */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortTakenError(port) : error);
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

/** The port in the settings belongs to another program. */
export class PortTakenError extends Error {
  constructor(port: number) {
    super(`The port ${port} is taken by another program. Stop it, or set PORT to a free one (0 takes any).`);
    this.name = 'PortTakenError';
  }
}
