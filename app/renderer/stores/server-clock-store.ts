import { create } from 'zustand';
import { monotonicNow } from './monotonic-time.ts';

/** How far the server's clock is ahead of ours (ms), and how well we know it. */
export interface ClockSample {
  readonly offset: number;
  /** The request took this long (ms); half of it is the greatest possible error. */
  readonly roundTrip: number;
  /** Our own time when the reply came (ms). */
  readonly takenAt: number;
}

const sampleLifetime = 5 * 60_000;

/** What a reply says about the server's clock. All times are ms since 1970. */
export function sampleClock(serverTime: number, sentAt: number, receivedAt: number): ClockSample {
  const roundTrip = receivedAt - sentAt;
  return { offset: serverTime - (sentAt + roundTrip / 2), roundTrip, takenAt: receivedAt };
}

/** The better of two samples: the quicker reply knows more, but not for ever. */
export function betterSample(known: ClockSample | undefined, fresh: ClockSample): ClockSample {
  const isStale = known !== undefined && fresh.takenAt - known.takenAt > sampleLifetime;
  return known === undefined || isStale || fresh.roundTrip <= known.roundTrip ? fresh : known;
}

interface ServerClockStore {
  readonly sample: ClockSample | undefined;
  readonly take: (fresh: ClockSample) => void;
}

export const useServerClockStore = create<ServerClockStore>()((set) => ({
  sample: undefined,
  take: (fresh) => set(({ sample }) => ({ sample: betterSample(sample, fresh) })),
}));

/** Now by the server's clock, ms since 1970; by our own until the server told its time. */
export function serverNow(): number {
  return monotonicNow() + (useServerClockStore.getState().sample?.offset ?? 0);
}
