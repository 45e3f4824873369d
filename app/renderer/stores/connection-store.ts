import { create } from 'zustand';

/**
 * Where the live connection stands. `idle` until the first subscription; `reconnecting` for the first attempts after a
 * loss, which usually heal by themselves; `offline` from then on.
 */
export type ConnectionPhase = 'idle' | 'connecting' | 'connected' | 'reconnecting' | 'offline';

/** So many failed attempts are still called "reconnecting". */
const quietAttempts = 2;

interface ConnectionStore {
  readonly phase: ConnectionPhase;
  /** Grows with every connection made: whoever follows live data fetches a fresh snapshot when it grows. */
  readonly generation: number;
  /** Of the last ping, ms. */
  readonly roundTrip: number | undefined;
  /** When the connection was lost, by the server's clock (ms): countdowns stand still there. */
  readonly lostAt: number | undefined;
  /** Attempts since the loss, from 1. */
  readonly attempts: number;
  /** When the next attempt is made, by our own monotonic clock (ms). */
  readonly retryAt: number | undefined;
  readonly connecting: () => void;
  readonly connected: () => void;
  readonly lost: (serverTime: number) => void;
  readonly waiting: (attempt: number, retryAt: number) => void;
  readonly closed: () => void;
  readonly measured: (roundTrip: number) => void;
}

const whole = { lostAt: undefined, attempts: 0, retryAt: undefined } as const;

export const useConnectionStore = create<ConnectionStore>()((set) => ({
  phase: 'idle',
  generation: 0,
  roundTrip: undefined,
  ...whole,
  connecting: () => set(({ lostAt }) => (lostAt === undefined ? { phase: 'connecting' } : { retryAt: undefined })),
  connected: () => set(({ generation }) => ({ ...whole, phase: 'connected', generation: generation + 1 })),
  lost: (serverTime) =>
    set(({ phase, lostAt }) => ({
      phase: phase === 'offline' ? 'offline' : 'reconnecting',
      lostAt: lostAt ?? serverTime,
      roundTrip: undefined,
    })),
  waiting: (attempt, retryAt) =>
    set({ attempts: attempt, retryAt, phase: attempt > quietAttempts ? 'offline' : 'reconnecting' }),
  closed: () => set({ ...whole, phase: 'idle', roundTrip: undefined }),
  measured: (roundTrip) => set({ roundTrip }),
}));

/** Whether the server is away: what is shown may be old. */
export function isServerAway(phase: ConnectionPhase): boolean {
  return phase === 'reconnecting' || phase === 'offline';
}

/** Resolves once a connection stands; at once if one does. Rejects with the signal's reason when it is aborted. */
export function whenConnected(signal?: AbortSignal): Promise<void> {
  if (useConnectionStore.getState().phase === 'connected') return Promise.resolve();
  return new Promise((resolve, reject) => {
    const stop = useConnectionStore.subscribe(({ phase }) => {
      if (phase !== 'connected') return;
      stop();
      resolve();
    });
    signal?.addEventListener('abort', () => {
      stop();
      reject(signal.reason as Error);
    });
  });
}
