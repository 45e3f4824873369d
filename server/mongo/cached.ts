import { LRUCache } from 'lru-cache';

/** Looks a value up; those who ask at the same time wait for one query. What isn't there is not remembered. */
export class Cached<Value extends object> {
  readonly #values: LRUCache<string, Value>;
  readonly #loading = new Map<string, Promise<Value | undefined>>();

  /** Without `ttlMs` values are kept for good. `now` in ms; the process' own clock when it isn't given. */
  constructor(max: number, ttlMs?: number, now?: () => number) {
    // With a clock of somebody's own no timer may stand between two looks at it.
    const clock = now && { perf: { now }, ttlResolution: 0 };
    this.#values = new LRUCache(ttlMs === undefined ? { max } : { max, ttl: ttlMs, ...clock });
  }

  async get(key: string, load: () => Promise<Value | undefined>): Promise<Value | undefined> {
    return this.#values.get(key) ?? this.#loading.get(key) ?? this.#load(key, load);
  }

  #load(key: string, load: () => Promise<Value | undefined>): Promise<Value | undefined> {
    const loading = load()
      .then((value) => {
        if (value) this.#values.set(key, value);
        return value;
      })
      .finally(() => this.#loading.delete(key));
    this.#loading.set(key, loading);
    return loading;
  }
}
