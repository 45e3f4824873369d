import { randomUUID } from 'node:crypto';
import { asId, type HoldId, type HolderId, type ShowtimeId } from '#shared/domain/ids.ts';
import { seatStates } from '#shared/domain/seat-map.ts';
import { percentile } from './measure.ts';
import type { BenchOffice } from './bench-office.ts';

const showtimes = 20;
const holdsPerShowtime = 25;
/** Holds end one after the other within this time, so that the worker is met at every moment of its rounds. */
const spreadMs = 3_000;
const shortestMs = 500;

export interface ReleaseLagResult {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** How long after its end the seats of a hold that nobody pays come back on every map. */
export async function benchReleaseLag({ composition, showtimeIds }: BenchOffice): Promise<ReleaseLagResult> {
  const { locks, services } = composition;
  const watched = showtimeIds.slice(-showtimes);
  const due = new Map<string, number>();
  const lags: number[] = [];
  let finish: () => void = () => undefined;
  const all = new Promise<void>((resolve) => (finish = resolve));
  const stops = await Promise.all(
    watched.map((showtimeId) =>
      services.seatFeed.watch(showtimeId, ({ seats, states }) => {
        for (const [position, seat] of seats.entries()) {
          const key = `${showtimeId} ${seat}`;
          const end = due.get(key);
          if (end === undefined || states[position] !== seatStates.FREE) continue;
          due.delete(key);
          lags.push(Date.now() - end);
        }
        if (lags.length === showtimes * holdsPerShowtime) finish();
      }),
    ),
  );
  await Promise.all(watched.map((showtimeId, index) => holdAll(locks, due, showtimeId, index)));
  await all;
  for (const stop of stops) await stop();
  return { p50Ms: percentile(lags, 0.5), p99Ms: percentile(lags, 0.99) };
}

async function holdAll(
  locks: BenchOffice['composition']['locks'],
  due: Map<string, number>,
  showtimeId: ShowtimeId,
  index: number,
): Promise<void> {
  for (let seat = 0; seat < holdsPerShowtime; seat += 1) {
    const step = (seat * showtimes + index) / (showtimes * holdsPerShowtime);
    const ttlMs = shortestMs + Math.round(step * spreadMs);
    const outcome = await locks.hold({
      showtimeId,
      holdId: asId<HoldId>(randomUUID()),
      seats: [seat],
      ttlMs,
      maximumMs: ttlMs,
      holderId: asId<HolderId>(randomUUID()),
      limit: 1,
      actor: 'Bench',
      actorId: null,
      station: null,
    });
    if (outcome.kind !== 'held') throw new Error(`a hold of the benchmark was refused: ${outcome.kind}`);
    due.set(`${showtimeId} ${seat}`, outcome.hold.expiresAt);
  }
}
