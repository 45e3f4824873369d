/** Work for later that can all be called off at once. */
export class Alarms {
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Does the work at a time, ISO 8601; at the next moment when that is past. */
  at(time: string, work: () => void): void {
    this.after(Date.parse(time) - this.#now().getTime(), work);
  }

  /** Does the work after so many ms, unless what is answered is called before. */
  after(delayMs: number, work: () => void): () => void {
    const ring = (): void => {
      this.#timers.delete(timer);
      work();
    };
    const timer = setTimeout(ring, Math.max(0, delayMs));
    this.#timers.add(timer);
    return () => {
      clearTimeout(timer);
      this.#timers.delete(timer);
    };
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
