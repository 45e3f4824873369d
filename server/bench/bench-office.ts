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
import type { Role } from '#shared/domain/roles.ts';
import type { SeatLayout } from '#shared/domain/seat.ts';
import { compose, type Composition } from '../compose.ts';
import { readConfig, type Config } from '../config.ts';
import type { Actor } from '../domain/actor.ts';
import { startMongoDb } from '../embedded/mongodb.ts';
import { startRedis } from '../embedded/redis.ts';
import { createLog } from '../log.ts';
import { generateTicketKey } from '../services/ticket-signer.ts';
import { nodeFlags } from '../stack/supervised-program.ts';
import { forkProgram } from './forked-program.ts';

/** Showtimes of a thousand seats each, the server's programs in processes of their own, and tokens to call them. */
export interface BenchOffice extends AsyncDisposable {
  readonly config: Config;
  readonly composition: Composition;
  readonly apiPort: number;
  readonly showtimeIds: readonly ShowtimeId[];
  /** Somebody in a session that no other has. */
  actor(role?: Role): Actor;
  /** A token of a session that no other has, or of this actor. */
  token(actor?: Actor): Promise<string>;
  /** One more showtime in a hall of its own, with rows of 20. */
  hall(rows: number): Promise<ShowtimeId>;
  /**
   * Measures while the workers stand still: they write the audit of a hold after it was answered, on cores of their own
   * elsewhere, but on those of the API here. What they cost is a benchmark of its own.
   */
  withoutWorkers<Result>(measure: () => Promise<Result>): Promise<Result>;
  /** One more API with settings of its own. */
  startApi(overrides: Readonly<Record<string, string>>): Promise<BenchProgram>;
}

export const benchSeats = 1_000;
const benchShowtimes = 300;
const seatsPerRow = 40;

/** What one ticket costs, in minor units. */
export const benchPrice = 1_200;

/** Starts engines, the programs and a hall to sell, all of it gone afterwards. */
export async function openBenchOffice(say: (message: string) => void): Promise<BenchOffice> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'foyer-bench-'));
  const [mongo, redis] = await Promise.all([
    startMongoDb({ dataDirectory, url: process.env['MONGODB_URL'], onProgress: say }),
    startRedis({ dataDirectory, url: process.env['REDIS_URL'], onProgress: say }),
  ]);
  const mongoUrl = new URL(mongo.url);
  mongoUrl.pathname = `/bench-${randomUUID()}`;
  const environment = {
    ...settings(),
    MONGODB_URL: mongoUrl.toString(),
    REDIS_URL: redis.url,
    PAYMENT_GATEWAY_DATA_DIR: join(dataDirectory, 'gateway'),
  };
  const gateway = await startProgram('payment-gateway', environment);
  const withGateway = { ...environment, PAYMENT_GATEWAY_URL: `http://127.0.0.1:${gateway.port}` };
  const config = readConfig(withGateway);
  const composition = await compose(config, createLog('bench', 'error'));
  const showtimeIds = await putShowtimes(composition);
  const api = await startProgram('api', withGateway);
  const worker = await startProgram('worker', withGateway);
  await tellWebhookUrl(config, `http://127.0.0.1:${api.port}/webhooks/payments`);
  return {
    config,
    composition,
    apiPort: api.port,
    showtimeIds,
    actor: benchActor,
    token: async (actor = benchActor()) => (await composition.services.tokens.issue(actor, new Date())).accessToken,
    hall: (rows) => putHall(composition, rows),
    async withoutWorkers(measure) {
      worker.pause();
      try {
        return await measure();
      } finally {
        worker.resume();
      }
    },
    startApi: (overrides) => startProgram('api', { ...withGateway, ...overrides }),
    async [Symbol.asyncDispose]() {
      for (const program of [api, worker, gateway]) await program.stop();
      await composition.repositories.mongo.db.dropDatabase();
      await composition.close();
      await Promise.all([mongo.stop(), redis.stop()]);
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

function settings() {
  return {
    ACCESS_TOKEN_SECRET: randomBytes(32).toString('hex'),
    ACCESS_TOKEN_SECONDS: '3600',
    TICKET_SIGNING_KEY: generateTicketKey(),
    PAYMENT_GATEWAY_URL: 'http://127.0.0.1:9',
    PAYMENT_GATEWAY_KEY: randomBytes(32).toString('hex'),
    PAYMENT_WEBHOOK_SECRET: randomBytes(32).toString('hex'),
    PAYMENT_GATEWAY_PORT: '0',
    PAYMENT_TERMINAL_DELAY_MS: '0',
    HOLD_TTL_SECONDS: '60',
    RATE_LIMIT: 'off',
    TRUSTED_DOCUMENTS: 'off',
    LOG_LEVEL: 'error',
    PORT: '0',
    NODE_ENV: 'production',
  };
}

interface BenchProgram {
  readonly port: number;
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
}

async function startProgram(
  name: 'api' | 'worker' | 'payment-gateway',
  environment: Readonly<Record<string, string>>,
): Promise<BenchProgram> {
  const { child, ready } = await forkProgram<{ readonly port?: number }>(name, [], {
    execArgv: [...nodeFlags],
    env: { ...process.env, ...environment },
  });
  return {
    port: ready.port ?? 0,
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    async stop() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

async function tellWebhookUrl({ paymentGatewayUrl, paymentGatewayKey }: Config, url: string): Promise<void> {
  const answer = await fetch(`${paymentGatewayUrl}/webhook-settings`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${paymentGatewayKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ url }),
  });
  if (!answer.ok) throw new Error(`the gateway refused its webhook address: ${answer.status}`);
}

function benchActor(role: Role = 'CASHIER'): Actor {
  return {
    staffId: asId<StaffId>(`bench-${randomUUID()}`),
    name: 'Bench',
    role,
    sessionId: asId<SessionId>(randomUUID()),
    stationId: null,
  };
}

const cinemaId = asId<CinemaId>('bench');
const movieId = asId<MovieId>('bench');

async function putShowtimes(composition: Composition): Promise<readonly ShowtimeId[]> {
  const { catalog } = composition.repositories;
  await catalog.putCinema({
    id: cinemaId,
    name: 'Bench',
    serialPrefix: 'B',
    address: 'Nowhere',
    taxId: 'none',
    timeZone: 'Europe/Paris',
    currency: 'EUR',
  });
  await catalog.putMovie({
    id: movieId,
    title: 'Bench',
    synopsis: 'It is measured.',
    runningMinutes: 100,
    ageRating: null,
    genres: ['Documentary'],
    releaseYear: 2026,
    poster: 'bench.svg',
    accentColour: '#000000',
  });
  const auditoriumId = asId<AuditoriumId>('bench');
  await catalog.putAuditorium(
    { id: auditoriumId, cinemaId, number: 1, name: 'Bench', seatCount: benchSeats },
    benchLayout(benchSeats / seatsPerRow, seatsPerRow),
  );
  const ids = Array.from({ length: benchShowtimes }, (_each, index) => asId<ShowtimeId>(`bench-${index}`));
  for (const id of ids) await putShowtime(composition, id, auditoriumId);
  return ids;
}

async function putHall(composition: Composition, rows: number): Promise<ShowtimeId> {
  const auditoriumId = asId<AuditoriumId>(`hall-${randomUUID()}`);
  const layout = benchLayout(rows, 20);
  const hall = { id: auditoriumId, cinemaId, number: 2, name: 'Hall', seatCount: layout.seats.length };
  await composition.repositories.catalog.putAuditorium(hall, layout);
  return putShowtime(composition, asId<ShowtimeId>(randomUUID()), auditoriumId);
}

async function putShowtime(
  { repositories: { catalog }, services }: Composition,
  id: ShowtimeId,
  auditoriumId: AuditoriumId,
): Promise<ShowtimeId> {
  const startsAt = new Date(Date.now() + 7_200_000);
  const showtime = {
    id,
    cinemaId,
    movieId,
    auditoriumId,
    layoutVersion: 1,
    startsAt,
    endsAt: new Date(startsAt.getTime() + 7_200_000),
    formats: ['2D'],
    spokenLanguage: 'en',
    subtitleLanguage: null,
    prices: {
      currency: 'EUR',
      taxBasisPoints: 550,
      prices: [{ ticketType: 'ADULT', seatKind: 'STANDARD', amount: benchPrice } as const],
    },
  };
  await catalog.putShowtime(showtime);
  await services.maps.rebuild(showtime);
  return id;
}

function benchLayout(rows: number, columns: number): SeatLayout {
  const seats = Array.from({ length: rows * columns }, (_each, index) => {
    const row = String.fromCharCode(65 + Math.floor(index / columns));
    const number = (index % columns) + 1;
    return {
      index,
      id: asId<SeatId>(`${row}${number}`),
      row,
      number,
      x: number,
      y: Math.floor(index / columns) + 1,
      angle: 0,
      width: 1,
      kind: 'STANDARD' as const,
    };
  });
  return { version: 1, width: columns + 1, height: rows + 1, screen: { left: 0, right: columns + 1, bow: 0 }, seats };
}
