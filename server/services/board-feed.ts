import type { SeatFeed } from '../redis/seat-feed.ts';

type BoardListener = (showtimeId: string) => void;

/** How long changes of one showtime are gathered into one message, in ms. */
const gatherMs = 250;

/** Tells boards which showtimes changed: however busy a showtime is, a few times a second. One subscription for all. */
export class BoardFeed {
  readonly #feed: SeatFeed;
  readonly #listeners = new Set<BoardListener>();
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #stop: Promise<() => Promise<void>> | undefined;

  constructor(feed: SeatFeed) {
    this.#feed = feed;
  }

  /** Hears of changed showtimes until the returned function is called. */
  async watch(listener: BoardListener): Promise<() => Promise<void>> {
    this.#listeners.add(listener);
    this.#stop ??= this.#feed.watchAll((showtimeId) => this.#gather(showtimeId));
    await this.#stop;
    return async () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0 || !this.#stop) return;
      const stop = this.#stop;
      this.#stop = undefined;
      await (
        await stop
      )();
    };
  }

  #gather(showtimeId: string): void {
    this.#changed.add(showtimeId);
    if (this.#timer === undefined) this.#timer = setTimeout(() => this.#tell(), gatherMs);
  }

  #tell(): void {
    this.#timer = undefined;
    const showtimeIds = [...this.#changed];
    this.#changed.clear();
    for (const showtimeId of showtimeIds) {
      for (const listener of this.#listeners) listener(showtimeId);
    }
  }
}
