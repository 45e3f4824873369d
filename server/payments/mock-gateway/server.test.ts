import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGateway, type TestGateway } from '../../testing/gateway.ts';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await openGateway();
});

afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
});

const intent = { reference: 'order', amount: { amount: 100, currency: 'EUR' } };

async function refusal(response: Response): Promise<{ status: number; code: unknown }> {
  const body = (await response.json()) as { readonly error?: { readonly code?: unknown; readonly message?: unknown } };
  expect(body.error?.message).toEqual(expect.any(String));
  return { status: response.status, code: body.error?.code };
}

describe('the gateway as a server', () => {
  it.each([['none'], ['Bearer'], ['Bearer wrong'], ['Basic wrong']])('refuses the key %s', async (authorization) => {
    const response = await fetch(`${gateway.url}/ledger`, {
      headers: authorization === 'none' ? {} : { authorization },
    });
    expect(await refusal(response)).toEqual({ status: 401, code: 'unauthorized' });
  });

  it('tells without a key only that it is up', async () => {
    const response = await fetch(`${gateway.url}/health`);
    expect(await response.json()).toEqual({ status: 'up', undeliveredWebhooks: 0 });
  });

  it.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['nothing', ''],
    ['no amount', { reference: 'order' }],
    ['an amount of nothing', { ...intent, amount: { amount: 0, currency: 'EUR' } }],
    ['half a cent', { ...intent, amount: { amount: 1.5, currency: 'EUR' } }],
    ['an amount beyond all counting', { ...intent, amount: { amount: 2 ** 53, currency: 'EUR' } }],
    ['a currency that is none', { ...intent, amount: { amount: 1, currency: 'euro' } }],
    ['a card number', { ...intent, cardNumber: '4242424242424242' }],
    ['a long reference', { ...intent, reference: 'x'.repeat(201) }],
    ['a wrong behaviour', { ...intent, behaviour: 'EXPLODE' }],
  ])('refuses an intent with %s', async (_what, body) => {
    const response = await gateway.request('POST', '/intents', body, { 'idempotency-key': 'key' });
    expect(await refusal(response)).toEqual({ status: 400, code: 'invalid_request' });
  });

  it('refuses a body that is too large', async () => {
    const response = await gateway.request('POST', '/intents', 'x'.repeat(300 * 1_024), { 'idempotency-key': 'key' });
    expect(await refusal(response)).toEqual({ status: 413, code: 'too_large' });
  });

  it.each([
    ['GET', '/nowhere', 404, 'no_such_path'],
    ['GET', '/intents/', 404, 'no_such_path'],
    ['DELETE', '/intents', 405, 'wrong_method'],
    ['GET', '/intents', 400, 'invalid_request'],
    ['GET', '/refunds', 400, 'invalid_request'],
    ['GET', '/intents/%E0%A4%A', 404, 'not_found'],
    ['PUT', '/webhook-settings', 400, 'invalid_request'],
  ])('answers %s %s with %i', async (method, path, status, code) => {
    const body = method === 'PUT' ? { drop: 2 } : undefined;
    expect(await refusal(await gateway.request(method, path, body))).toEqual({ status, code });
  });
});
