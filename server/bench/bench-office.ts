import { fork } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  asId,
  type AuditoriumId,
  type CinemaId,
  type MovieId,
  type SeatId,
  type SessionId,
  type ShowtimeId,
  type StaffId,
} from '#shared/domain/ids.ts';
import type { SeatLayout } from '#shared/domain/seat.ts';
import { compose, type Composition } from '../compose.ts';
import { readConfig, type Config } from '../config.ts';
import { startMongoDb } from '../embedded/mongodb.ts';
import { startRedis } from '../embedded/redis.ts';
import { createLog } from '../log.ts';
import { generateTicketKey } from '../services/ticket-signer.ts';
import { nodeFlags } from '../stack/supervised-program.ts';

/** Showtimes of a thousand seats each, an API in a process of its own, and tokens to call it. */
export interface BenchOffice extends AsyncDisposable {
  readonly config: Config;
  readonly composition: Composition;
  readonly apiPort: number;
  readonly showtimeIds: readonly ShowtimeId[];
  /** A token of a session that no other has. */
  token(): Promise<string>;
}

export const benchSeats = 1_000;
const benchShowtimes = 300;

/** Starts engines, an API and a hall to sell, all of it gone afterwards. */
export async function openBenchOffice(say: (message: string) => void): Promise<BenchOffice> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'foyer-bench-'));
  const [mongo, redis] = await Promise.all([
    startMongoDb({ dataDirectory, url: process.env['MONGODB_URL'], onProgress: say }),
    startRedis({ dataDirectory, url: process.env['REDIS_URL'], onProgress: say }),
  ]);
  const mongoUrl = new URL(mongo.url);
  mongoUrl.pathname = `/bench-${randomUUID()}`;
  const environment = {
    MONGODB_URL: mongoUrl.toString(),
    REDIS_URL: redis.url,
    ACCESS_TOKEN_SECRET: randomBytes(32).toString('hex'),
    ACCESS_TOKEN_SECONDS: '3600',
    TICKET_SIGNING_KEY: generateTicketKey(),
    LOG_LEVEL: 'error',
    PORT: '0',
    NODE_ENV: 'production',
  };
  const config = readConfig(environment);
  const composition = await compose(config, createLog('bench', 'error'));
  const showtimeIds = await putShowtimes(composition);
  const api = fork(join(import.meta.dirname, 'api.js'), {
    execArgv: [...nodeFlags],
    env: { ...process.env, ...environment },
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const [ready] = (await once(api, 'message')) as [{ readonly port: number }];
  return {
    config,
    composition,
    apiPort: ready.port,
    showtimeIds,
    token: async () => {
      const actor = {
        staffId: asId<StaffId>('bench'),
        name: 'Bench',
        role: 'CASHIER',
        sessionId: asId<SessionId>(randomUUID()),
        stationId: null,
      } as const;
      return (await composition.services.tokens.issue(actor, new Date())).accessToken;
    },
    async [Symbol.asyncDispose]() {
      api.disconnect();
      await once(api, 'exit');
      await composition.repositories.mongo.db.dropDatabase();
      await composition.close();
      await Promise.all([mongo.stop(), redis.stop()]);
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

async function putShowtimes({ repositories: { catalog }, services }: Composition): Promise<readonly ShowtimeId[]> {
  const cinemaId = asId<CinemaId>('bench');
  const auditoriumId = asId<AuditoriumId>('bench');
  await catalog.putAuditorium(
    { id: auditoriumId, cinemaId, number: 1, name: 'Bench', seatCount: benchSeats },
    benchLayout(),
  );
  const startsAt = new Date(Date.now() + 7_200_000);
  const ids = Array.from({ length: benchShowtimes }, (_each, index) => asId<ShowtimeId>(`bench-${index}`));
  for (const id of ids) {
    const showtime = {
      id,
      cinemaId,
      movieId: asId<MovieId>('bench'),
      auditoriumId,
      layoutVersion: 1,
      startsAt,
      endsAt: new Date(startsAt.getTime() + 7_200_000),
      formats: ['2D'],
      spokenLanguage: 'en',
      subtitleLanguage: null,
      prices: { currency: 'EUR', taxBasisPoints: 550, prices: [] },
    };
    await catalog.putShowtime(showtime);
    await services.maps.rebuild(showtime);
  }
  return ids;
}

/** 25 rows of 40. */
function benchLayout(): SeatLayout {
  const seats = Array.from({ length: benchSeats }, (_each, index) => {
    const row = String.fromCharCode(65 + Math.floor(index / 40));
    const number = (index % 40) + 1;
    return {
      index,
      id: asId<SeatId>(`${row}${number}`),
      row,
      number,
      x: number,
      y: Math.floor(index / 40) + 1,
      angle: 0,
      width: 1,
      kind: 'STANDARD' as const,
    };
  });
  return { version: 1, width: 41, height: 26, screen: { left: 0, right: 41, bow: 0 }, seats };
}
