import type { BenchOffice } from './bench-office.ts';
import { HttpConnection } from './http-connection.ts';
import { throughput } from './measure.ts';

const query = 'query State($id: ID!) { seatMap(showtimeId: $id) { state { epoch version packed } } }';

/** Live states of a 1,000-seat map by GraphQL on 32 connections, each second. */
export async function benchSnapshots({ apiPort, showtimeIds }: BenchOffice): Promise<{ readonly perSecond: number }> {
  const clients = await Promise.all(Array.from({ length: 32 }, () => HttpConnection.open(apiPort)));
  const body = JSON.stringify({ query, variables: { id: showtimeIds[0] } });
  try {
    const perSecond = await throughput(clients.length, 2_000, async (lane) => {
      const answer = await clients[lane]?.post(body, undefined);
      if (!answer?.includes('"packed"')) throw new Error(`a snapshot failed: ${answer}`);
    });
    return { perSecond };
  } finally {
    for (const client of clients) client.close();
  }
}
