/** A page that crashes this often within the window is not loaded again: it would only crash for ever. */
const crashesAllowed = 3;
const withinMilliseconds = 60_000;

export interface CrashBudget {
  /** Counts a crash at `now` (milliseconds); whether the page may be loaded again. */
  spend(now: number): boolean;
}

export function createCrashBudget(): CrashBudget {
  let crashes: number[] = [];
  return {
    spend(now) {
      crashes = [...crashes.filter((time) => now - time < withinMilliseconds), now];
      return crashes.length <= crashesAllowed;
    },
  };
}
