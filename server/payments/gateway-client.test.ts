import { createServer, type RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { listen } from '../http/http-server.ts';
import { GatewayRefusedError, GatewayUnavailableError, PaymentGateway } from './gateway-client.ts';

const closings: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closings.splice(0)) await close();
});

/** A client of something that stands where the gateway should. */
async function clientOf(answer: RequestListener, timeoutMs?: number): Promise<PaymentGateway> {
  const server = createServer(answer);
  const port = await listen(server, '127.0.0.1', 0);
  closings.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });
  return new PaymentGateway(`http://127.0.0.1:${port}/`, 'key', timeoutMs);
}

const json = (status: number, body: unknown): RequestListener => {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
};

describe('the client of the gateway', () => {
  it.each([
    ['answers with its own fault', json(500, { error: { code: 'internal', message: 'x' } })],
    ['is overloaded', json(503, {})],
    ['answers something else', json(200, { hello: 'world' })],
    ['answers no JSON', ((_request, response) => response.end('<html>')) satisfies RequestListener],
    [
      'sends elsewhere',
      ((_request, response) => response.writeHead(302, { location: '/' }).end()) satisfies RequestListener,
    ],
    ['hangs up', ((request) => request.socket.destroy()) satisfies RequestListener],
  ])('says unavailable when the gateway %s', async (_what, answer) => {
    const client = await clientOf(answer);
    await expect(client.findIntent('pi_1')).rejects.toBeInstanceOf(GatewayUnavailableError);
    await expect(client.cancel('pi_1')).rejects.toBeInstanceOf(GatewayUnavailableError);
  });

  it('says unavailable when nobody is there', async () => {
    const client = new PaymentGateway('http://127.0.0.1:9', 'key');
    await expect(client.intentsFor('order')).rejects.toBeInstanceOf(GatewayUnavailableError);
  });

  it('does not wait for ever', async () => {
    const client = await clientOf(() => undefined, 50);
    await expect(client.findRefund('re_1')).rejects.toBeInstanceOf(GatewayUnavailableError);
  });

  it('tells why it was refused', async () => {
    const client = await clientOf(json(409, { error: { code: 'intent_not_created', message: 'No.' } }));
    const refused = client.process('pi_1', 'T1');
    await expect(refused).rejects.toBeInstanceOf(GatewayRefusedError);
    await expect(refused).rejects.toMatchObject({ status: 409, code: 'intent_not_created', message: 'No.' });
  });

  it('finds nothing where there is nothing, and only there', async () => {
    const missing = await clientOf(json(404, { error: { code: 'not_found', message: 'No.' } }));
    expect(await missing.findIntent('pi_1')).toBeUndefined();
    expect(await missing.findRefund('re_1')).toBeUndefined();
    const locked = await clientOf(json(401, {}));
    await expect(locked.findIntent('pi_1')).rejects.toMatchObject({ status: 401, code: 'unknown' });
  });

  it('keeps names within their part of the path', async () => {
    const paths: (string | undefined)[] = [];
    const client = await clientOf((request, response) => {
      paths.push(request.url);
      response.writeHead(404).end('{}');
    });
    await client.findIntent('../ledger?x=1');
    await expect(client.intentsFor('a&b')).rejects.toBeInstanceOf(GatewayRefusedError);
    expect(paths).toEqual(['/intents/..%2Fledger%3Fx%3D1', '/intents?reference=a%26b']);
  });
});
