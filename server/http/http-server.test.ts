import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../log.ts';
import { RateLimitService } from '../services/rate-limit-service.ts';
import { createHttpServer, listen, sendJson, type Route } from './http-server.ts';
import { readBody } from './request-body.ts';

const secret = 'a secret that stands in an error';

const routes: readonly Route[] = [
  { method: 'GET', path: '/fine', handle: async (_request, response) => sendJson(response, 200, { fine: true }) },
  {
    method: 'GET',
    path: '/broken',
    handle: () => Promise.reject(new Error(secret)),
  },
  {
    method: 'POST',
    path: '/length',
    handle: async (request, response) => {
      const body = await readBody(request);
      if (body.kind === 'too-large') return sendJson(response, 413, {});
      sendJson(response, 200, { length: body.text.length, isUtf8: body.isUtf8 });
    },
  },
];

let server: Server;
let url: string;
let port: number;

beforeAll(async () => {
  server = createHttpServer({
    routes,
    corsOrigins: ['app://foyer'],
    proxies: 1,
    limits: new RateLimitService({ store: undefined }),
    log: createLog('test', 'silent'),
    patience: { headersMs: 200, requestMs: 400 },
  });
  port = await listen(server, '127.0.0.1', 0);
  url = `http://127.0.0.1:${port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** What the server sends over a connection that says `words` and then no more, until it ends it. */
async function raw(words: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(words);
  return text(socket);
}

describe('every answer', () => {
  it.each(['/fine', '/broken', '/nowhere', '/length'])('%s is data for whoever asked, now', async (path) => {
    const { headers } = await fetch(url + path);
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('vary')).toBe('Origin');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('insists on TLS only where there is TLS', async () => {
    expect((await fetch(`${url}/fine`)).headers.get('strict-transport-security')).toBeNull();
    const secure = await fetch(`${url}/fine`, { headers: { 'x-forwarded-proto': 'https' } });
    expect(secure.headers.get('strict-transport-security')).toMatch(/^max-age=\d+$/);
  });

  it('tells nothing of a fault', async () => {
    const answer = await fetch(`${url}/broken`);
    expect(answer.status).toBe(500);
    expect(await answer.text()).toBe('{"error":"Something went wrong on our side."}');
  });
});

describe('pages of other origins', () => {
  const preflight = (origin: string) =>
    fetch(`${url}/length`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    });

  it('on the list may send, and read when to come back', async () => {
    const { status, headers } = await preflight('app://foyer');
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe('app://foyer');
    expect(headers.get('access-control-allow-headers')).toContain('content-type');
    expect(headers.get('access-control-expose-headers')).toBe('Retry-After');
    expect(headers.get('access-control-allow-credentials')).toBeNull();
  });

  it.each(['https://evil.example', 'app://foyer.evil.example', 'null'])('%s may not', async (origin) => {
    const { headers } = await preflight(origin);
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('access-control-allow-headers')).toBeNull();
  });
});

describe('clients that take their time', () => {
  it('over the headers are cut off', async () => {
    expect(await raw('GET /fine HTTP/1.1\r\nHost: x\r\nX-Slow: ')).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('over the body are cut off', async () => {
    expect(await raw('POST /length HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{')).toMatch(/^HTTP\/1\.1 408 /);
  });
});

it('whoever asks too often is told when to come back, and others are served', async () => {
  const store = {
    take: async ({ bucket, most }: { readonly bucket: string; readonly most: number }) =>
      bucket.endsWith(':203.0.113.9') ? { tokens: 0, waitMs: 1_500 } : { tokens: most, waitMs: 0 },
  };
  const limited = createHttpServer({
    routes,
    corsOrigins: [],
    proxies: 1,
    limits: new RateLimitService({ store: store as never }),
    log: createLog('test', 'silent'),
  });
  const limitedPort = await listen(limited, '127.0.0.1', 0);
  const get = (address: string) =>
    fetch(`http://127.0.0.1:${limitedPort}/fine`, { headers: { 'x-forwarded-for': address } });
  try {
    const refused = await get('203.0.113.9');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('2');
    expect((await get('203.0.113.10')).status).toBe(200);
  } finally {
    limited.closeAllConnections();
    limited.close();
  }
});

describe('requests that are no good', () => {
  it.each([
    ['no HTTP', 'HELLO\r\n\r\n', 400],
    ['headers without end', `GET /fine HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['two lengths', 'POST /length HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx', 400],
    [
      'a length and chunks',
      'POST /length HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
  ])('%s', async (_name, words, status) => {
    expect(await raw(words)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });

  it('are answered when they are too large', async () => {
    expect((await fetch(`${url}/length`, { method: 'POST', body: 'x'.repeat(300_000) })).status).toBe(413);
  });

  it('are cut off when they are endless', async () => {
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    const told = (event: 'close' | 'drain') => new Promise((resolve) => socket.once(event, resolve));
    const closed = told('close');
    socket.write('POST /length HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n');
    const chunk = Buffer.alloc(65_536, 'x');
    while (!socket.destroyed) {
      if (!socket.write(chunk)) await Promise.race([told('drain'), closed]);
    }
    expect(socket.bytesWritten).toBeLessThan(100_000_000);
  });

  it('are told apart when they are not UTF-8', async () => {
    const send = async (body: Uint8Array<ArrayBuffer>) =>
      (await fetch(`${url}/length`, { method: 'POST', body })).json() as Promise<unknown>;
    expect(await send(new TextEncoder().encode('fünf'))).toEqual({ length: 4, isUtf8: true });
    expect(await send(new Uint8Array([0x66, 0xc3, 0x28]))).toMatchObject({ isUtf8: false });
  });
});
