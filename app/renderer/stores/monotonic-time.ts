/** Milliseconds since 1970 by a clock that nobody can set back while the page is open. */
export function monotonicNow(): number {
  return performance.timeOrigin + performance.now();
}
