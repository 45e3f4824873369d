import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { applyDelta, type SeatMapDelta, type SeatMapState } from '#shared/domain/seat-map.ts';
import { asId, type SessionId, type StaffId } from '#shared/domain/ids.ts';
import { AccessTokens } from '../services/access-tokens.ts';
import { openApi, type TestApi } from '../testing/api-client.ts';
import { openBoxOffice, type TestBoxOffice } from '../testing/box-office.ts';

let office: TestBoxOffice;
let api: TestApi;
let cashier: string;

beforeAll(async () => {
  office = await openBoxOffice();
  api = await openApi(office);
  cashier = await api.signIn('cashier');
});

afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await office[Symbol.asyncDispose]();
});

type Outcome = {
  readonly __typename: string;
  readonly code?: string;
  readonly message?: string;
  readonly seatIds?: string[];
};

async function hold(input: Readonly<Record<string, unknown>>, token = cashier): Promise<Outcome> {
  const answer = await api.post<{ holdSeats: Outcome }>(
    `mutation ($input: HoldSeatsInput!) {
      holdSeats(input: $input) { __typename ... on SeatHold { seatIds } ... on Error { code message } }
    }`,
    { input: { holdId: randomUUID(), showtimeId: office.cinema.showtime.id, ...input } },
    token,
  );
  if (!answer.data) throw new Error(JSON.stringify(answer.errors));
  return answer.data.holdSeats;
}

describe('bad input to holdSeats', () => {
  it.each([
    ['no seats', { seatIds: [] }, 'ValidationError', 'VALIDATION'],
    [
      'eleven seats',
      { seatIds: Array.from({ length: 11 }, (_each, index) => `B${index}`) },
      'HoldLimitError',
      'TOO_MANY_SEATS',
    ],
    ['a seat named twice', { seatIds: ['B1', 'B1'] }, 'ValidationError', 'VALIDATION'],
    ['a seat of another auditorium', { seatIds: ['Z99'] }, 'ValidationError', 'VALIDATION'],
    ['an unknown showtime', { seatIds: ['B1'], showtimeId: 'nowhere' }, 'NotFoundError', 'NOT_FOUND'],
    ['a hold id that is no UUID', { seatIds: ['B1'], holdId: '42' }, 'ValidationError', 'VALIDATION'],
  ])('%s is a typed error that says what to do', async (_name, input, typename, code) => {
    expect(await hold(input)).toMatchObject({
      __typename: typename,
      code,
      message: expect.stringMatching(/\w{3}.*\.$/) as string,
    });
  });

  it('a showtime that has begun is not sold', async () => {
    expect(await hold({ showtimeId: office.cinema.begun.id, seatIds: ['B1'] })).toMatchObject({
      __typename: 'SalesClosedError',
    });
  });

  it('a kiosk has one hold, staff have ten, however often they sign in', async () => {
    const kiosk = await api.signIn('kiosk');
    expect(await hold({ seatIds: ['Q1'] }, kiosk)).toMatchObject({ __typename: 'SeatHold' });
    expect(await hold({ seatIds: ['Q2'] }, kiosk)).toMatchObject({
      __typename: 'HoldLimitError',
      code: 'TOO_MANY_HOLDS',
    });
    const busy = await api.signIn('manager');
    for (let index = 1; index <= 10; index += 1)
      expect(await hold({ seatIds: [`R${index}`] }, busy)).toMatchObject({ __typename: 'SeatHold' });
    expect(await hold({ seatIds: ['S1'] }, await api.signIn('manager'))).toMatchObject({
      __typename: 'HoldLimitError',
      code: 'TOO_MANY_HOLDS',
    });
  });
});

describe('who asks', () => {
  const anyHold = `mutation { releaseHold(input: { holdId: "${randomUUID()}" }) { __typename } }`;
  const actor = {
    staffId: asId<StaffId>('s'),
    name: 'S',
    role: 'CASHIER',
    sessionId: asId<SessionId>('x'),
    stationId: null,
  } as const;

  it('nobody, an expired token and a forged token each get their own answer', async () => {
    const expired = await new AccessTokens(office.config.accessTokenSecret, 1_000).issue(
      actor,
      new Date(Date.now() - 60_000),
    );
    const forged = await new AccessTokens('another secret of at least 32 characters', 60_000).issue(actor, new Date());
    for (const [token, reason] of [
      [undefined, 'missing'],
      [expired.accessToken, 'expired'],
      [forged.accessToken, 'forged'],
      ['rubbish', 'forged'],
    ] as const) {
      const answer = await api.post(anyHold, {}, token);
      expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', reason });
      expect(answer.status).toBe(401);
    }
  });

  it('a role without the right is refused', async () => {
    const answer = await api.post('{ auditEntries { nodes { id } } }', {}, cashier);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    const allowed = await api.post<{ auditEntries: { nodes: unknown[] } }>(
      '{ auditEntries { nodes { id } } }',
      {},
      await api.signIn('manager'),
    );
    expect(allowed.data?.auditEntries.nodes.length).toBeGreaterThan(0);
  });

  it('five wrong PINs lock the account, and a locked account says until when', async () => {
    const attempt = async (pin: string) => {
      const answer = await api.post<{ signInWithPin: Outcome }>(
        `mutation ($input: SignInWithPinInput!) { signInWithPin(input: $input) { __typename ... on AccountLockedError { until } } }`,
        { input: { username: 'customer', pin } },
      );
      return answer.data?.signInWithPin.__typename;
    };
    for (let wrong = 1; wrong < 5; wrong += 1) expect(await attempt('0000')).toBe('InvalidCredentialsError');
    expect(await attempt('0000')).toBe('AccountLockedError');
    expect(await attempt('1234')).toBe('AccountLockedError');
  });
});

describe('the wire', () => {
  const send = (
    body: string,
    headers: Record<string, string> = { 'content-type': 'application/json' },
  ): Promise<number> =>
    new Promise((resolve, reject) => {
      const outgoing = request(api.url, { method: 'POST', headers, agent: new Agent() }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });

  it('answers what is not GraphQL with a client error', async () => {
    expect(await send('{')).toBe(400);
    expect(await send('[{"query":"{ me { id } }"}]')).toBe(400);
    expect(await send('{"query":42}')).toBe(400);
    expect(await send('{"query":"{ nonsense }"}')).toBe(400);
    expect(await send(JSON.stringify({ query: `{ me { id } } #${'x'.repeat(300_000)}` }))).toBe(413);
    // What a form on a foreign page could send.
    expect(await send('{"query":"{ me { id } }"}', { 'content-type': 'text/plain' })).toBe(415);
    expect((await fetch(`http://127.0.0.1:${api.port}/nowhere`)).status).toBe(404);
    expect((await fetch(`${api.url}?query={me{id}}`)).status).toBe(405);
  });

  it('tells its health and its metrics', async () => {
    const health = await fetch(`http://127.0.0.1:${api.port}/health`);
    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({ status: 'up' });
    expect(await (await fetch(`http://127.0.0.1:${api.port}/metrics`)).text()).toContain('foyer_operation_seconds');
  });
});

describe('the live map', () => {
  it('gives every change after a snapshot as a delta without gaps', async () => {
    const { id: showtimeId } = office.cinema.showtime;
    const changes: SeatMapDelta[] = [];
    let wake: () => void = () => undefined;
    const socket = api.socket();
    const unsubscribe = socket.subscribe<{ seatMapChanged: SeatMapDelta }>(
      {
        query: `subscription ($id: ID!) { seatMapChanged(showtimeId: $id) { epoch version seats states } }`,
        variables: { id: showtimeId },
      },
      {
        next: ({ data }) => {
          if (data) changes.push(data.seatMapChanged);
          wake();
        },
        error: (error) => {
          throw error;
        },
        complete: () => undefined,
      },
    );
    const snapshot = async (): Promise<SeatMapState> => {
      const answer = await api.post<{ seatMap: { state: SeatMapState } }>(
        `query ($id: ID!) { seatMap(showtimeId: $id) { state { epoch version packed } } }`,
        { id: showtimeId },
      );
      if (!answer.data) throw new Error(JSON.stringify(answer.errors));
      return answer.data.seatMap.state;
    };
    const channel = office.keys.seatChannel(showtimeId);
    await vi.waitFor(async () => expect(await office.redis.pubSubNumSub([channel])).toEqual({ [channel]: 1 }));
    let state = await snapshot();
    await Promise.all(['T5', 'T6', 'T7', 'T8'].map((seat) => hold({ seatIds: [seat] }, undefined)));
    const last = await snapshot();
    while ((changes.at(-1)?.version ?? 0) < last.version) await new Promise<void>((resolve) => (wake = resolve));
    for (const change of changes) {
      const outcome = applyDelta(state, change);
      expect(outcome.kind).not.toBe('gap');
      if (outcome.kind === 'applied') ({ state } = outcome);
    }
    expect(state).toEqual({ epoch: last.epoch, version: last.version, packed: last.packed });
    unsubscribe();
  });
});
