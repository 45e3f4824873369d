import { randomUUID } from 'node:crypto';
import { connectRedis } from '../redis/client.ts';
import { Keys } from '../redis/keys.ts';
import { benchSeats, type BenchOffice } from './bench-office.ts';
import { HttpConnection } from './http-connection.ts';
import { throughput } from './measure.ts';

const connections = 32;
const durationMs = 2_000;
const seatsPerHold = 4;
/** As many as a cashier's session may have. */
const holdsPerSession = 10;

const holdMutation = `mutation Hold($input: HoldSeatsInput!) {
  holdSeats(input: $input) { __typename ... on SeatHold { id fence expiresAt serverTime } ... on Error { code message } }
}`;

export interface HoldsResult {
  readonly graphqlPerSecond: number;
  readonly evalshaPerSecond: number;
  readonly ratio: number;
}

/** Deals out blocks of four seats, no block twice, over all showtimes. */
function dealBlocks(
  showtimeIds: readonly string[],
): () => { readonly showtimeId: string; readonly seats: readonly number[] } {
  const blocks = benchSeats / seatsPerHold;
  let next = 0;
  return () => {
    const showtimeId = showtimeIds[Math.floor(next / blocks)];
    if (showtimeId === undefined) throw new Error('the benchmark has no seats left; give it more showtimes');
    const first = (next % blocks) * seatsPerHold;
    next += 1;
    return { showtimeId, seats: [first, first + 1, first + 2, first + 3] };
  };
}

/** Holds of four seats by GraphQL on 32 connections, against the bare script with as many in flight. */
export async function benchHolds(office: BenchOffice): Promise<HoldsResult> {
  const half = office.showtimeIds.length / 3;
  const evalshaPerSecond = await bareHolds(office, office.showtimeIds.slice(0, half * 2));
  const graphqlPerSecond = await graphqlHolds(office, office.showtimeIds.slice(half * 2));
  return { graphqlPerSecond, evalshaPerSecond, ratio: graphqlPerSecond / evalshaPerSecond };
}

async function bareHolds({ config }: BenchOffice, showtimeIds: readonly string[]): Promise<number> {
  const redis = await connectRedis(config.redisUrl, () => undefined);
  const keys = new Keys('foyer');
  const deal = dealBlocks(showtimeIds);
  try {
    return await throughput(connections, durationMs / 2, async () => {
      const { showtimeId, seats } = deal();
      const parameters = [
        showtimeId,
        keys.seatChannel(showtimeId),
        randomUUID(),
        seats.join(','),
        '300000',
        '900000',
        'bench',
        'Bench',
        '',
      ];
      const [code] = await redis.hold(keys.ofShowtime(showtimeId), parameters);
      if (code !== 1) throw new Error(`the script refused a hold: ${code}`);
    });
  } finally {
    redis.destroy();
  }
}

async function graphqlHolds(office: BenchOffice, showtimeIds: readonly string[]): Promise<number> {
  const deal = dealBlocks(showtimeIds);
  const sessions = await Promise.all(Array.from({ length: 1_500 }, () => office.token()));
  const clients = await Promise.all(Array.from({ length: connections }, () => HttpConnection.open(office.apiPort)));
  const used = clients.map(() => ({ token: sessions.pop(), holds: 0 }));
  try {
    return await throughput(connections, durationMs, async (lane) => {
      const client = clients[lane];
      const session = used[lane];
      if (!client || !session) throw new RangeError('no such lane');
      if (session.holds === holdsPerSession) Object.assign(session, { token: sessions.pop(), holds: 0 });
      session.holds += 1;
      const { showtimeId, seats } = deal();
      const seatIds = seats.map((index) => `${String.fromCharCode(65 + Math.floor(index / 40))}${(index % 40) + 1}`);
      const body = JSON.stringify({
        query: holdMutation,
        variables: { input: { holdId: randomUUID(), showtimeId, seatIds } },
      });
      const answer = await client.post(body, session.token);
      if (!answer.includes('"SeatHold"')) throw new Error(`a hold was refused: ${answer}`);
    });
  } finally {
    for (const client of clients) client.close();
  }
}
