import { Agent, request } from 'node:http';
import { expect, it } from 'vitest';
import { openApi } from '../testing/api-client.ts';
import { openBoxOffice } from '../testing/box-office.ts';
import { fixturePin } from '../testing/fixture-cinema.ts';

const lanes = 8;
const signIn = 'mutation ($input: SignInWithPinInput!) { signInWithPin(input: $input) { __typename } }';

it('a server that stops answers what it was asked, and sends everybody away', async () => {
  await using office = await openBoxOffice();
  const api = await openApi(office);
  const agent = new Agent({ keepAlive: true, maxSockets: lanes });
  const statuses: (number | string)[] = [];
  const isStopped = { now: false };
  const ask = async (): Promise<void> => {
    while (!isStopped.now) statuses.push(await askOnce(api.port, agent));
  };
  const asking = Array.from({ length: lanes }, ask);
  while (statuses.length < lanes * 4) await askOnce(api.port, agent);
  await api[Symbol.asyncDispose]();
  isStopped.now = true;
  await Promise.all(asking);
  agent.destroy();
  const answers = statuses.filter((status) => typeof status === 'number');
  expect(new Set(answers)).toEqual(new Set([200]));
  // Nobody could be served on a connection that was kept open: they were refused, and may ask elsewhere.
  const refusals = statuses.filter((status) => typeof status === 'string');
  expect(refusals.filter((code) => code !== 'ECONNREFUSED' && code !== 'ECONNRESET')).toEqual([]);
});

/** Asks for something that takes its time; the status, or what went wrong. */
function askOnce(port: number, agent: Agent): Promise<number | string> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json' };
    const asked = request({ port, host: '127.0.0.1', path: '/graphql', method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
      response.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    });
    asked.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    asked.end(JSON.stringify({ query: signIn, variables: { input: { username: 'cashier', pin: fixturePin } } }));
  });
}
