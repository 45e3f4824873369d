import { randomUUID } from 'node:crypto';
import { afterEach, expect, it, vi } from 'vitest';
import { asId, type StationId } from '#shared/domain/ids.ts';
import { maximumLiveHolds } from '#shared/domain/roles.ts';
import { maximumSeatsPerHold } from '#shared/domain/seat.ts';
import { openApi, type TestApi } from '../../testing/api-client.ts';
import { openBoxOffice, type TestBoxOffice } from '../../testing/box-office.ts';
import { openShift } from '../../testing/sale.ts';

let office: TestBoxOffice;
let api: TestApi;

afterEach(async () => {
  await api[Symbol.asyncDispose]();
  await office[Symbol.asyncDispose]();
});

const botName = 'The bot';
const counters = 10;
const guests = 90;
const lanesOfBot = 8;
/** A guest who finds a seat gone chooses another, so often. */
const patience = 5;

type Reply = { readonly done?: { readonly __typename: string; readonly seatIds?: readonly string[] } | null };

/** Somebody at an address of their own. */
class Caller {
  readonly #token: string;
  readonly #address: string;

  constructor(token: string, address: string) {
    this.#token = token;
    this.#address = address;
  }

  async post<Data>(query: string, variables: object): Promise<{ readonly data?: Data | null; readonly code?: string }> {
    const response = await fetch(api.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${this.#token}`,
        'x-forwarded-for': this.#address,
      },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as {
      readonly data?: Data | null;
      readonly errors?: readonly [{ readonly extensions: { readonly code: string } }];
    };
    return errors ? { code: errors[0].extensions.code } : { data: data ?? null };
  }

  async mutate(operation: string, input: object): Promise<string> {
    const type = `${operation.charAt(0).toUpperCase()}${operation.slice(1)}Input`;
    const { data, code } = await this.post<Reply>(
      `mutation ($input: ${type}!) { done: ${operation}(input: $input) { __typename } }`,
      { input },
    );
    return code ?? data?.done?.__typename ?? 'nothing';
  }

  /** Seats that are free, in any order. */
  async freeSeats(): Promise<readonly string[]> {
    const { data } = await this.post<{ readonly seatMap: { readonly state: { readonly packed: string } } }>(
      'query ($id: ID!) { seatMap(showtimeId: $id) { state { packed } } }',
      { id: office.cinema.showtime.id },
    );
    const packed = data?.seatMap.state.packed ?? '';
    const free = Array.from(packed, (state, index) => (state === '0' ? [seatId(index)] : [])).flat();
    return free.toSorted(() => Math.random() - 0.5);
  }
}

function seatId(index: number): string {
  return `${String.fromCharCode(65 + Math.floor(index / 10))}${(index % 10) + 1}`;
}

async function openCaller(address: string): Promise<Caller> {
  const actor = office.actor('CASHIER');
  await openShift(office, actor);
  return new Caller(await tokenOf(actor), address);
}

async function tokenOf(actor: ReturnType<TestBoxOffice['actor']>): Promise<string> {
  const now = new Date();
  return (await office.services.tokens.issue(actor, now, new Date(now.getTime() + 3_600_000))).accessToken;
}

/** Whether a guest got a seat and a ticket for it. */
async function buy(counter: Caller): Promise<boolean> {
  for (let attempt = 1; attempt <= patience; attempt += 1) {
    const [wanted] = await counter.freeSeats();
    if (wanted === undefined) continue;
    const holdId = randomUUID();
    const held = await counter.mutate('holdSeats', {
      holdId,
      showtimeId: office.cinema.showtime.id,
      seatIds: [wanted],
    });
    if (held !== 'SeatHold') continue;
    const lines = [{ seatId: wanted, ticketType: 'ADULT' }];
    const sale = { holdId, lines, tender: { cash: { received: 1_350 } }, idempotencyKey: randomUUID() };
    if ((await counter.mutate('placeOrder', sale)) === 'Order') return true;
  }
  return false;
}

/** Takes all the seats that it can, as fast as it is answered, until it is told to stop. */
async function grab(
  nextSession: () => Promise<Caller>,
  isOver: () => boolean,
  answers: Map<string, number>,
): Promise<void> {
  const lane = async (): Promise<void> => {
    while (!isOver()) {
      const bot = await nextSession();
      const seatIds = (await bot.freeSeats()).slice(0, maximumSeatsPerHold);
      const input = { holdId: randomUUID(), showtimeId: office.cinema.showtime.id, seatIds };
      const answer = await bot.mutate('holdSeats', input);
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: lanesOfBot }, lane));
}

interface Loot {
  readonly holds: number;
  readonly seats: number;
}

/** What the bot holds now. */
async function loot(): Promise<Loot> {
  const records = Object.values(await office.redis.hGetAll(office.keys.holds(office.cinema.showtime.id)));
  const holds = records.map(
    (json) => JSON.parse(json) as { readonly actor: string; readonly seats: readonly number[] },
  );
  const ofBot = holds.filter(({ actor }) => actor === botName);
  return { holds: ofBot.length, seats: ofBot.reduce((sum, { seats }) => sum + seats.length, 0) };
}

/** Guests buy at the counters while the bot grabs. */
async function rush(nextSession: () => Promise<Caller>) {
  const answers = new Map<string, number>();
  const isOver = { now: false };
  const most = { holds: 0, seats: 0 };
  const grabbing = grab(nextSession, () => isOver.now, answers);
  // The bot was there first.
  await vi.waitFor(() => expect([...answers.values()].reduce((a, b) => a + b, 0)).toBeGreaterThan(40), {
    timeout: 20_000,
  });
  const tills = await Promise.all(
    Array.from({ length: counters }, (_each, index) => openCaller(`10.1.0.${index + 1}`)),
  );
  let left = guests;
  let served = 0;
  const serve = async (till: Caller): Promise<void> => {
    while (left > 0) {
      left -= 1;
      if (await buy(till)) served += 1;
      const { holds, seats } = await loot();
      most.holds = Math.max(most.holds, holds);
      most.seats = Math.max(most.seats, seats);
    }
  };
  await Promise.all(tills.map(serve));
  isOver.now = true;
  await grabbing;
  return { most, answers, share: served / guests };
}

async function open(): Promise<void> {
  office = await openBoxOffice({ settings: { RATE_LIMIT: 'on', TRUST_PROXY: '1' } });
  api = await openApi(office);
}

/** Signs the bot in once more, each time in a new session. */
async function signIn(stationId: string): Promise<Caller> {
  const actor = { ...office.actor('CASHIER'), name: botName, stationId: asId<StationId>(stationId) };
  return new Caller(await tokenOf(actor), '10.2.0.1');
}

const limit = maximumLiveHolds('CASHIER');

it('a bot with one station holds no more than its limit, however often it signs in, and guests buy nevertheless', async () => {
  await open();
  const { most, answers, share } = await rush(() => signIn('counter-1'));
  expect(most.holds).toBeLessThanOrEqual(limit);
  expect(most.seats).toBeLessThanOrEqual(limit * maximumSeatsPerHold);
  expect(answers.get('HoldLimitError')).toBeGreaterThan(0);
  expect(share).toBeGreaterThanOrEqual(0.95);
  // However it packs its requests: it is told to wait.
  const ten = Array.from({ length: 10 }, (_each, index) => `a${index}: releaseHold(input: $input) { __typename }`);
  const query = `mutation ($input: ReleaseHoldInput!) { ${ten.join(' ')} }`;
  const bot = await signIn('counter-1');
  const flood = Array.from({ length: 100 }, () => bot.post(query, { input: { holdId: randomUUID() } }));
  expect((await Promise.all(flood)).map(({ code }) => code)).toContain('RATE_LIMITED');
});

it('a bot with as many stations as it likes would hold everything: what the test above would find', async () => {
  await open();
  const { most, share } = await rush(() => signIn(randomUUID()));
  expect(most.holds).toBeGreaterThan(limit);
  expect(share).toBeLessThan(0.95);
});
