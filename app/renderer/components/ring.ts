export type RingMode = 'calm' | 'last-minute' | 'away' | 'over';

const lastMinuteMs = 60_000;

/** What the ring says. Without the server nobody knows whether the time is up, so `away` wins. */
export function ringMode(remainingMs: number, isAway: boolean): RingMode {
  if (isAway) return 'away';
  if (remainingMs <= 0) return 'over';
  return remainingMs < lastMinuteMs ? 'last-minute' : 'calm';
}

/** How much of the ring is left, from 0 to 1. */
export function ringShare(remainingMs: number, totalMs: number): number {
  if (totalMs <= 0) return 0;
  return Math.min(1, Math.max(0, remainingMs / totalMs));
}

/** `4:12`; a second that has begun counts as whole, so that 0:00 is never shown too early. */
export function ringText(remainingMs: number): string {
  const seconds = Math.max(0, Math.ceil(remainingMs / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
