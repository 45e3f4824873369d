import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DeadLetters } from '../redis/event-streams/dead-letters.ts';
import { openApi, type TestApi } from '../testing/api-client.ts';
import { counted, openEventOffice, type EventOffice } from '../testing/event-office.ts';

let events: EventOffice;
let api: TestApi;

beforeAll(async () => {
  events = await openEventOffice();
  api = await openApi(events.office);
});

afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await events[Symbol.asyncDispose]();
});

interface Status {
  readonly groups: readonly { readonly group: string; readonly lag: number; readonly deadLetters: number }[];
  readonly outbox: { readonly waiting: number; readonly oldestAge: number; readonly parked: number };
}

async function statusOf(token: string): Promise<Status> {
  const answer = await api.post<{ systemStatus: { events: Status } }>(
    `{ systemStatus { events {
      groups { topic group lag pending retrying deadLetters }
      outbox { waiting oldestAge parked }
    } } }`,
    {},
    token,
  );
  if (!answer.data) throw new Error(JSON.stringify(answer.errors));
  return answer.data.systemStatus.events;
}

async function metrics(): Promise<ReadonlyMap<string, number>> {
  const response = await fetch(api.url.replace('/graphql', '/metrics'));
  const lines = (await response.text()).split('\n').filter((line) => /^foyer_(?:event|outbox)_/.test(line));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
}

/** What is shown may be a second old. */
const soon = { timeout: 20_000, interval: 200 };

const replayMutation = `mutation ($input: ReplayDeadLettersInput!) {
  replayDeadLetters(input: $input) {
    __typename
    ... on ReplayedDeadLetters { group eventIds }
    ... on Error { code message }
  }
}`;

describe('an operator', () => {
  it('sees what waits in the outbox and before each group, in the API and in the metrics', async () => {
    const manager = await api.signIn('manager');
    await events.sell(['A1']);
    await events.sell(['A2']);
    await vi.waitFor(async () => {
      expect((await statusOf(manager)).outbox).toMatchObject({ waiting: 2, parked: 0 });
      expect((await metrics()).get('foyer_outbox_waiting')).toBe(2);
    }, soon);
    expect((await metrics()).get('foyer_outbox_oldest_seconds')).toBeGreaterThanOrEqual(0);
    await events.relay();
    await vi.waitFor(async () => {
      const { groups, outbox } = await statusOf(manager);
      expect(outbox).toEqual({ waiting: 0, oldestAge: 0, parked: 0 });
      for (const group of ['notifications', 'sales-figures']) {
        expect(groups.find((each) => each.group === group)).toMatchObject({ topic: 'orders', lag: 2, pending: 0 });
        expect((await metrics()).get(`foyer_event_lag{topic="orders",group="${group}"}`)).toBe(2);
      }
    }, soon);
    await events.consume(events.office);
    await vi.waitFor(async () => {
      const { groups } = await statusOf(manager);
      expect(groups.filter(({ lag }) => lag > 0)).toEqual([]);
      expect((await metrics()).get('foyer_event_lag{topic="orders",group="notifications"}')).toBe(0);
    }, soon);
  });

  it('sees dead letters, and an administrator gives them another try', async () => {
    const [manager, admin] = [await api.signIn('manager'), await api.signIn('admin')];
    const { redis, keys } = events.office;
    const entry = {
      stream: keys.orderEvents,
      id: '1-1',
      fields: { id: 'event-1', type: 'order.paid', orderId: 'order-1' },
    };
    await new DeadLetters(redis, keys).add('sales-figures', entry, 10, new Error('no such showtime'));
    const letters = await api.post<{ deadLetters: unknown[] }>(
      `{ deadLetters(group: "sales-figures") { eventId group type orderId attempts error } }`,
      {},
      manager,
    );
    expect(letters.data?.deadLetters).toEqual([
      {
        eventId: 'event-1',
        group: 'sales-figures',
        type: 'order.paid',
        orderId: 'order-1',
        attempts: 10,
        error: 'Error: no such showtime',
      },
    ]);
    await vi.waitFor(async () => {
      expect((await metrics()).get('foyer_event_dead_letters{topic="orders",group="sales-figures"}')).toBe(1);
    }, soon);

    const replay = (input: object, token: string) =>
      api.post<{ replayDeadLetters: unknown }>(replayMutation, { input }, token);
    expect((await replay({ group: 'sales-figures' }, manager)).errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect((await replay({ group: 'nobody' }, admin)).data?.replayDeadLetters).toMatchObject({
      __typename: 'NotFoundError',
      code: 'NOT_FOUND',
    });
    expect((await replay({ group: 'sales-figures', eventIds: [] }, admin)).data?.replayDeadLetters).toMatchObject({
      __typename: 'ValidationError',
    });
    expect((await replay({ group: 'sales-figures', eventIds: ['event-1'] }, admin)).data?.replayDeadLetters).toEqual({
      __typename: 'ReplayedDeadLetters',
      group: 'sales-figures',
      eventIds: ['event-1'],
    });
    expect(await redis.xLen(keys.deadLetters('sales-figures'))).toBe(0);
    expect(await redis.xLen(keys.replays('sales-figures'))).toBe(1);
    const entries = await events.office.repositories.mongo.collections.auditEntries
      .find({ action: 'event.replayed' })
      .toArray();
    expect(entries).toMatchObject([{ actor: 'A admin', details: { group: 'sales-figures', eventIds: ['event-1'] } }]);
    await events.consume(events.office);
  });

  it('who is a manager reads the sales of a day', async () => {
    const manager = await api.signIn('manager');
    const [figure] = Object.values(await counted(events));
    const [today, cinemaId] = [figure?.date, figure?.cinemaId];
    const query = `query ($date: String!, $cinemaId: ID!) {
      salesFigures(date: $date, cinemaId: $cinemaId) {
        date
        showtimes { showtime { id } ticketTypes { ticketType sold soldAmount { amount currency } returned returnedAmount { amount } } }
      }
    }`;
    const answer = await api.post<{ salesFigures: unknown }>(query, { date: today, cinemaId }, manager);
    expect(answer.data?.salesFigures).toEqual({
      date: today,
      showtimes: [
        {
          showtime: { id: events.office.cinema.showtime.id },
          ticketTypes: [
            {
              ticketType: 'ADULT',
              sold: 2,
              soldAmount: { amount: 2_700, currency: 'EUR' },
              returned: 0,
              returnedAmount: { amount: 0 },
            },
          ],
        },
      ],
    });
    const none = await api.post<{ salesFigures: unknown }>(query, { date: '1999-01-01', cinemaId }, manager);
    expect(none.data?.salesFigures).toEqual({ date: '1999-01-01', showtimes: [] });
    const refused = await api.post(query, { date: today, cinemaId }, await api.signIn('cashier'));
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });
});
