import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { countSeats, seatStates } from '#shared/domain/seat-map.ts';
import { freshRedis, type FreshRedis } from './embedded/testing.ts';
import { openBoxOffice, type TestBoxOffice } from './testing/box-office.ts';
import { buildServer, startBuiltProgram, type BuiltProgram } from './testing/built-program.ts';
import { fixturePin } from './testing/fixture-cinema.ts';
import { openTcpProxy, throughProxy, type TcpProxy } from './testing/tcp-proxy.ts';

/** Kills whoever is the victim when the n-th message of an armed sale passes, in either direction, to either engine. */
class Assassin {
  #left = Number.POSITIVE_INFINITY;
  #strike: () => void = () => undefined;

  arm(messages: number, strike: () => void): void {
    this.#left = messages;
    this.#strike = strike;
  }

  disarm(): void {
    this.#left = Number.POSITIVE_INFINITY;
  }

  readonly onMessage = (): void => {
    this.#left -= 1;
    if (this.#left === 0) this.#strike();
  };

  get hasStruck(): boolean {
    return this.#left <= 0;
  }
}

let redis: FreshRedis;
let office: TestBoxOffice;
const assassin = new Assassin();
const proxies: TcpProxy[] = [];

beforeAll(async () => {
  await buildServer();
  redis = await freshRedis();
  office = await openBoxOffice({ redisUrl: redis.url, keyPrefix: 'foyer', settings: { LOCK_ABANDONED_SECONDS: '1' } });
});

afterAll(async () => {
  await office[Symbol.asyncDispose]();
  for (const proxy of proxies) await proxy[Symbol.asyncDispose]();
  await redis[Symbol.asyncDispose]();
});

/** The API as a program whose every word to the engines passes the assassin. */
async function startApi(): Promise<BuiltProgram> {
  const [mongo, redisUrl] = await Promise.all(
    [office.config.mongoUrl, office.config.redisUrl].map(async (url) => {
      const { hostname, port } = new URL(url);
      const proxy = await openTcpProxy({ host: hostname, port: Number(port) }, assassin.onMessage);
      proxies.push(proxy);
      return throughProxy(url, proxy);
    }),
  );
  return startBuiltProgram('api', office.config, { MONGODB_URL: mongo ?? '', REDIS_URL: redisUrl ?? '' });
}

async function post<Data>(api: BuiltProgram, query: string, variables: object, token?: string): Promise<Data> {
  const response = await fetch(`http://127.0.0.1:${api.port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  const answer = (await response.json()) as { readonly data?: Data; readonly errors?: unknown };
  if (!answer.data) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
}

async function signIn(api: BuiltProgram): Promise<string> {
  const query =
    'mutation ($input: SignInWithPinInput!) { signInWithPin(input: $input) { ... on Session { accessToken } } }';
  const data = await post<{ signInWithPin: { accessToken: string } }>(api, query, {
    input: { username: 'cashier', pin: fixturePin },
  });
  return data.signInWithPin.accessToken;
}

interface Sale {
  readonly token: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly seatIds: readonly string[];
}

const placeOrder = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { __typename ... on Order { id } ... on Error { message } } }`;

async function prepareSale(api: BuiltProgram, seatIds: readonly string[]): Promise<Sale> {
  const token = await signIn(api);
  await post(api, 'mutation { openShift(input: { openingFloat: 10000 }) { __typename } }', {}, token);
  const holdId = randomUUID();
  const hold = `mutation ($input: HoldSeatsInput!) { holdSeats(input: $input) { __typename } }`;
  const held = await post<{ holdSeats: { __typename: string } }>(
    api,
    hold,
    { input: { holdId, showtimeId: office.cinema.showtime.id, seatIds } },
    token,
  );
  expect(held.holdSeats.__typename).toBe('SeatHold');
  const lines = seatIds.map((seatId) => ({ seatId, ticketType: 'ADULT' }));
  return {
    token,
    seatIds,
    input: { holdId, lines, tender: { cash: { received: 2_700 } }, idempotencyKey: randomUUID() },
  };
}

/** What a sale left in the database: everything that belongs to it, or nothing. */
async function traces({ seatIds, input }: Sale) {
  const { orders, showSeats, cashMovements, auditEntries } = office.repositories.mongo.collections;
  const order = await orders.findOne({ holdId: input['holdId'] as never });
  const [claims, movements, entries] = await Promise.all([
    showSeats.countDocuments({ seatId: { $in: [...seatIds] }, showtimeId: office.cinema.showtime.id }),
    cashMovements.countDocuments({ orderId: order?._id ?? 'none' }),
    auditEntries.countDocuments({ orderId: order?._id ?? 'none' }),
  ]);
  return { orders: order ? 1 : 0, tickets: order?.tickets.length ?? 0, claims, movements, entries };
}

const whole = { orders: 1, tickets: 2, claims: 2, movements: 1, entries: 4 };
const absent = { orders: 0, tickets: 0, claims: 0, movements: 0, entries: 0 };

describe('kill -9 in the middle of a sale', () => {
  it(
    'at every message to MongoDB and Redis leaves the order whole or absent, and a retry decides it',
    { timeout: 300_000 },
    async () => {
      const outcomes: string[] = [];
      let worker = await startWorker();
      let api = await startApi();
      let hasFinished = false;
      for (let step = 1; !hasFinished && step <= 100; step += 1) {
        const sale = await prepareSale(api, pairOfSeats(step));
        // Now and then the worker dies with it, and comes back while the retry runs.
        const victims = step % 5 === 0 ? [api, worker] : [api];
        assassin.arm(step, () => victims.forEach((victim) => victim.process.kill('SIGKILL')));
        await post(api, placeOrder, { input: sale.input }, sale.token).catch(() => undefined);
        hasFinished = !assassin.hasStruck;
        assassin.disarm();
        await Promise.all(victims.map((victim) => victim.kill()));
        const left = await traces(sale);
        expect([whole, absent]).toContainEqual(left);
        outcomes.push(left.orders === 1 ? 'whole' : 'absent');
        [api, worker] = await Promise.all([startApi(), victims.includes(worker) ? startWorker() : worker]);
        await retry(api, sale);
      }
      await Promise.all([api.kill(), worker.kill()]);
      expect(hasFinished).toBe(true);
      // The commit lies somewhere in the middle: both outcomes must have been seen, or nothing was tested.
      expect(new Set(outcomes)).toEqual(new Set(['whole', 'absent']));
      const { packed } = await office.services.maps.state(office.cinema.showtime);
      expect(countSeats(packed, seatStates.LOCKED)).toBe(0);
      expect(countSeats(packed, seatStates.BOOKED)).toBe(
        await office.repositories.mongo.collections.showSeats.countDocuments(),
      );
    },
  );
});

function startWorker(): Promise<BuiltProgram> {
  return startBuiltProgram('worker', office.config, { LOCK_ABANDONED_SECONDS: '1' });
}

/** After the restart the same request sells the seats, unless the lock was given up: then they are free for anybody. */
async function retry(api: BuiltProgram, sale: Sale): Promise<void> {
  const data = await post<{ placeOrder: { __typename: string } }>(api, placeOrder, { input: sale.input }, sale.token);
  if (data.placeOrder.__typename === 'Order') {
    expect(await traces(sale)).toEqual(whole);
    return;
  }
  expect(data.placeOrder.__typename).toBe('HoldExpiredError');
  expect(await traces(sale)).toEqual(absent);
  await vi.waitFor(async () => {
    const { packed } = await office.services.maps.state(office.cinema.showtime);
    expect(sale.seatIds.map((seatId) => packed[indexOf(seatId)])).toEqual(['0', '0']);
  }, 10_000);
}

/** The n-th pair of neighbours of the hall. */
function pairOfSeats(step: number): readonly string[] {
  const first = (step - 1) * 2;
  const row = String.fromCharCode(65 + Math.floor(first / 10));
  return [`${row}${(first % 10) + 1}`, `${row}${(first % 10) + 2}`];
}

function indexOf(seatId: string): number {
  return (seatId.charCodeAt(0) - 65) * 10 + Number(seatId.slice(1)) - 1;
}
