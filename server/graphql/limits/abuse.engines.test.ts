import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { freshRedis, type FreshRedis } from '../../embedded/testing.ts';
import { openBoxOffice, type TestBoxOffice } from '../../testing/box-office.ts';
import { buildServer, startBuiltProgram, type BuiltProgram } from '../../testing/built-program.ts';
import { openShift } from '../../testing/sale.ts';
import { trustedDocuments } from '../generated/trusted-documents.ts';
import { abusiveOperations, type AbusiveOperation } from './corpus/abusive-operations.ts';
import { abusiveRequests } from './corpus/abusive-requests.ts';

let redis: FreshRedis;
let office: TestBoxOffice;
let open: BuiltProgram;
let production: BuiltProgram;
let cashier: string;

/** As in production behind one proxy, so that everybody has an address of their own. */
const limits = { RATE_LIMIT: 'on', TRUST_PROXY: '1' };

beforeAll(async () => {
  await buildServer();
  redis = await freshRedis();
  office = await openBoxOffice({ redisUrl: redis.url, keyPrefix: 'foyer' });
  [open, production] = await Promise.all([
    startBuiltProgram('api', office.config, limits),
    startBuiltProgram('api', office.config, { ...limits, TRUSTED_DOCUMENTS: 'required' }),
  ]);
  const actor = office.actor('CASHIER');
  await openShift(office, actor);
  cashier = (await office.services.tokens.issue(actor, new Date(), new Date(Date.now() + 3_600_000))).accessToken;
});

afterAll(async () => {
  await Promise.all([open, production].map((program) => program.kill()));
  await office[Symbol.asyncDispose]();
  await redis[Symbol.asyncDispose]();
});

let addresses = 0;

/** One that nobody had before. */
function newAddress(): string {
  addresses += 1;
  return `10.${Math.floor(addresses / 65_536)}.${Math.floor(addresses / 256) % 256}.${addresses % 256}`;
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly text: string;
  readonly codes: readonly unknown[];
}

async function send(
  { port }: BuiltProgram,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = {},
  address = newAddress(),
): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address, ...headers },
    body,
  });
  const text = await response.text();
  return { status: response.status, retryAfter: response.headers.get('retry-after'), text, codes: codesIn(text) };
}

function codesIn(text: string): readonly unknown[] {
  const { errors = [] } = JSON.parse(text) as {
    readonly errors?: readonly { readonly extensions?: { readonly code?: unknown } }[];
  };
  return errors.map(({ extensions }) => extensions?.code);
}

function bodyOf({ query, variables, operationName }: AbusiveOperation): string {
  return JSON.stringify({ query, variables, operationName });
}

/** Asks over a socket of its own; gives what the first answer says. */
async function ask({ port }: BuiltProgram, payload: object): Promise<string> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws', {
    headers: { 'x-forwarded-for': newAddress() },
  });
  await once(socket, 'open');
  const answer = new Promise<string>((resolve) => {
    socket.on('message', (data: Buffer) => {
      const message = data.toString('utf8');
      if (message.includes('connection_ack')) socket.send(JSON.stringify({ id: 'a', type: 'subscribe', payload }));
      else resolve(message);
    });
    socket.once('close', (code) => resolve(`closed with ${code}`));
  });
  socket.send('{"type":"connection_init"}');
  const said = await answer;
  socket.terminate();
  return said;
}

/** A number that the program tells of itself, by its name and labels. */
async function metricOf({ port }: BuiltProgram, name: string): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/metrics`, { headers: { 'x-forwarded-for': newAddress() } });
  const line = (await response.text()).split('\n').find((each) => each.startsWith(`${name} `));
  return Number(line?.slice(name.length));
}

const memory = 'foyer_process_resident_memory_bytes';

let seats = 0;

/** Sells one seat for cash; gives the names of what was answered. */
async function checkOut(): Promise<readonly unknown[]> {
  const seatId = `${String.fromCharCode(65 + Math.floor(seats / 10))}${(seats % 10) + 1}`;
  seats += 1;
  const holdId = randomUUID();
  const post = async (query: string, input: object): Promise<unknown> => {
    const { text } = await send(open, JSON.stringify({ query, variables: { input } }), {
      authorization: `Bearer ${cashier}`,
    });
    return (JSON.parse(text) as { readonly data?: { readonly done?: { readonly __typename: string } } }).data?.done
      ?.__typename;
  };
  return [
    await post('mutation ($input: HoldSeatsInput!) { done: holdSeats(input: $input) { __typename } }', {
      holdId,
      showtimeId: office.cinema.showtime.id,
      seatIds: [seatId],
    }),
    await post('mutation ($input: PlaceOrderInput!) { done: placeOrder(input: $input) { __typename } }', {
      holdId,
      lines: [{ seatId, ticketType: 'ADULT' }],
      tender: { cash: { received: 2_000 } },
      idempotencyKey: randomUUID(),
    }),
  ];
}

describe('abuse is refused over HTTP', () => {
  it.each(abusiveOperations)('$name', async (operation) => {
    const { status, codes, text } = await send(open, bodyOf(operation));
    expect(codes).toContain(operation.code);
    expect(status).toBe(400);
    expect(text).not.toMatch(/Did you mean|node_modules|at \w+ \(/);
    expect(text.length).toBeLessThan(8_000);
  });

  it.each(abusiveRequests)('$name', async ({ body, headers, status }) => {
    expect((await send(open, body, headers)).status).toBe(status);
  });
});

describe('abuse is refused over WebSocket', () => {
  it.each(abusiveOperations)('$name', async ({ query, variables, operationName, code }) => {
    const said = await ask(open, { query, variables, operationName });
    expect(said).toContain(`"code":"${code}"`);
    expect(said).toMatch(/^\{"id":"a","type":"(?:error|next)"/);
    expect(said).not.toMatch(/Did you mean|node_modules|at \w+ \(/);
  });
});

describe('in production', () => {
  const [sha256Hash, text] =
    Object.entries(trustedDocuments).find(([, each]) => each.startsWith('query Cinemas')) ?? [];
  const trusted = { extensions: { persistedQuery: { version: 1, sha256Hash } } };

  it('only the operations of our own programs run, by their hash or their text', async () => {
    expect(await send(production, JSON.stringify(trusted))).toMatchObject({ status: 200, codes: [] });
    expect(await send(production, JSON.stringify({ query: text }))).toMatchObject({ status: 200, codes: [] });
    expect(await ask(production, { query: '', ...trusted })).toContain('"data":{"cinemas":');
  });

  it.each([
    '{ cinemas { id } }',
    ...abusiveOperations.map(({ query }) => query).filter((query) => query.length <= 10_000),
  ])('nothing else does: %.40s', async (query) => {
    expect((await send(production, JSON.stringify({ query }))).codes).toEqual(['QUERY_NOT_IN_SAFELIST']);
    expect(await ask(production, { query })).toContain('"code":"QUERY_NOT_IN_SAFELIST"');
  });

  it('a program of another version is told what to do', async () => {
    const other = { extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } };
    const answer = await send(production, JSON.stringify(other));
    expect(answer).toMatchObject({ status: 400, codes: ['PERSISTED_QUERY_NOT_IN_LIST'] });
    expect(answer.text).toContain('Update it, then try again.');
    expect(await ask(production, { query: '{ cinemas { id } }', ...other })).toContain('PERSISTED_QUERY_NOT_IN_LIST');
  });
});

describe('whoever asks too often', () => {
  it('waits, and nobody else does', async () => {
    const nuisance = newAddress();
    const refused = await Promise.all(
      Array.from({ length: 300 }, () => send(open, '{"query":"{ nonsense }"}', {}, nuisance)),
    );
    const limited = refused.filter(({ status }) => status === 429);
    expect(limited.length).toBeGreaterThan(100);
    for (const { codes, retryAfter } of limited) {
      expect(codes).toEqual(['RATE_LIMITED']);
      expect(Number(retryAfter)).toBeGreaterThan(0);
    }
    expect((await send(open, '{"query":"{ me { id } }"}')).status).toBe(200);
    const signedIn = await send(open, '{"query":"{ me { id } }"}', { authorization: `Bearer ${cashier}` }, nuisance);
    expect(signedIn.status).toBe(200);
  });

  it('by guesses of PINs waits longer', async () => {
    const guesser = newAddress();
    const query = 'mutation { signInWithPin(input: { username: "nobody", pin: "1234" }) { __typename } }';
    const answers = await Promise.all(
      Array.from({ length: 80 }, () => send(open, JSON.stringify({ query }), {}, guesser)),
    );
    expect(answers.filter(({ codes }) => codes.includes('RATE_LIMITED')).length).toBeGreaterThanOrEqual(10);
    expect((await send(open, '{"query":"{ me { id } }"}', {}, guesser)).status).toBe(200);
  });
});

describe('under all of it at once', () => {
  it('honest guests check out, and memory stays where it is', async () => {
    const isOver = { now: false };
    const honest: (readonly unknown[])[] = [];
    const sell = async (): Promise<void> => {
      while (!isOver.now && honest.length < 150) honest.push(await checkOut());
    };
    const slow = Array.from({ length: 200 }, () => {
      const socket = connect(open.port ?? 0, '127.0.0.1').on('error', () => undefined);
      return socket.on('connect', () => socket.write('POST /graphql HTTP/1.1\r\nHost: x\r\nX-Slow: '));
    });
    const round = async (): Promise<void> => {
      for (const operation of abusiveOperations) {
        await Promise.all([send(open, bodyOf(operation)), ask(open, operation)]);
      }
      for (const { body, headers } of abusiveRequests) await send(open, body, headers);
    };
    const selling = sell();
    await round();
    const before = await metricOf(open, memory);
    for (let each = 0; each < 5; each += 1) await round();
    const after = await metricOf(open, memory);
    isOver.now = true;
    await selling;
    for (const socket of slow) socket.destroy();
    expect(honest.length).toBeGreaterThan(20);
    expect(honest.filter((names) => names.join() !== 'SeatHold,Order')).toEqual([]);
    expect(after - before).toBeLessThan(150_000_000);
    expect(await metricOf(open, 'foyer_refused_requests_total{code="OPERATION_TOO_LARGE"}')).toBeGreaterThan(100);
  });
});
