import type { Clock } from '../services/clock.ts';

/** A clock that a test moves. It begins at the present time, because the engines have clocks of their own. */
export interface SettableClock {
  readonly clock: Clock;
  /** Lets milliseconds go by. */
  pass(milliseconds: number): void;
}

export function settableClock(): SettableClock {
  let now = Date.now();
  return {
    clock: () => new Date(now),
    pass(milliseconds) {
      now += milliseconds;
    },
  };
}
