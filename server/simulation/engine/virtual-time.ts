/** Something that will happen. */
interface Planned {
  /** In µs. */
  readonly at: number;
  readonly happen: () => void;
}

/**
 * The only clock and the only scheduler of a simulated world: one thing happens after the other, at its own instant.
 * Nothing in it waits for real time.
 */
export class VirtualTime {
  readonly #planned = new Set<Planned>();
  #now: number;

  /** `start` in epoch ms. */
  constructor(start: number) {
    this.#now = start * 1_000;
  }

  /** Epoch µs. */
  get micros(): number {
    return this.#now;
  }

  /** Epoch ms. */
  get now(): number {
    return Math.floor(this.#now / 1_000);
  }

  /** Lets something happen so many µs from now, unless what is answered is called before. */
  after(micros: number, happen: () => void): () => void {
    const planned: Planned = { at: this.#now + Math.max(1, Math.round(micros)), happen };
    this.#planned.add(planned);
    return () => void this.#planned.delete(planned);
  }

  /**
   * Lets the next thing happen, once everything that followed from the last one has come to rest. False when nothing is
   * planned.
   */
  async step(): Promise<boolean> {
    // Whatever a step resolves runs in microtasks; Node comes to its next tick when all of them are through.
    await new Promise<void>((resolve) => process.nextTick(resolve));
    const next = this.#earliest();
    if (!next) return false;
    this.#planned.delete(next);
    // No two things happen in the same µs, as in one thread of a server.
    this.#now = Math.max(this.#now + 1, next.at);
    next.happen();
    return true;
  }

  /** Of things at the same instant, the one that was planned first. */
  #earliest(): Planned | undefined {
    let earliest: Planned | undefined;
    for (const planned of this.#planned) {
      if (!earliest || planned.at < earliest.at) earliest = planned;
    }
    return earliest;
  }
}
