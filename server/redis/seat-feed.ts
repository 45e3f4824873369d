import { z } from 'zod';
import type { SeatMapDelta } from '#shared/domain/seat-map.ts';
import type { RedisClient } from './client.ts';
import type { Keys } from './keys.ts';

/** What a watcher of a showtime is told. A change without seats says that only a fresh snapshot helps. */
export type SeatListener = (change: SeatMapDelta) => void;

const messageSchema = z.object({
  epoch: z.string(),
  version: z.number(),
  seats: z.array(z.number()),
  states: z.string(),
});

/** A change that fits no map, so that whoever applies it sees a gap and fetches. */
const fetchAnew: SeatMapDelta = { epoch: '', version: 0, seats: [], states: '' };

interface Watched {
  readonly listeners: Set<SeatListener>;
  readonly onMessage: (message: string) => void;
  readonly ready: Promise<void>;
}

/**
 * Live changes of seat maps, over one connection that only subscribes. A message may be missed; versions show it. After
 * the connection was lost, every watcher is told a change that fits no map: there may be no later one to show the gap.
 */
export class SeatFeed {
  readonly #subscriber: RedisClient;
  readonly #keys: Keys;
  /** A channel is subscribed to and a message parsed once, however many watch. */
  readonly #watched = new Map<string, Watched>();

  constructor(subscriber: RedisClient, keys: Keys) {
    this.#subscriber = subscriber;
    this.#keys = keys;
    subscriber.on('ready', () => this.#tellToFetch());
  }

  /** Hears the changes of one showtime until the returned function is called. Ready when it resolves. */
  async watch(showtimeId: string, listener: SeatListener): Promise<() => Promise<void>> {
    const channel = this.#keys.seatChannel(showtimeId);
    const watched = this.#watched.get(channel) ?? this.#subscribe(channel);
    watched.listeners.add(listener);
    await watched.ready;
    return async () => {
      watched.listeners.delete(listener);
      if (watched.listeners.size > 0 || this.#watched.get(channel) !== watched) return;
      this.#watched.delete(channel);
      // With its listener named, a new watcher of the channel who comes meanwhile subscribes again.
      await this.#subscriber.unsubscribe(channel, watched.onMessage);
    };
  }

  #subscribe(channel: string): Watched {
    const listeners = new Set<SeatListener>();
    const onMessage = (message: string): void => {
      const change = messageSchema.parse(JSON.parse(message));
      for (const listener of listeners) listener(change);
    };
    const ready = this.#subscribed(channel, onMessage);
    const watched = { listeners, onMessage, ready };
    this.#watched.set(channel, watched);
    return watched;
  }

  /** A failure fails whoever waits for this subscription; the next watcher tries again. */
  async #subscribed(channel: string, onMessage: (message: string) => void): Promise<void> {
    try {
      await this.#subscriber.subscribe(channel, onMessage);
    } catch (error) {
      this.#watched.delete(channel);
      throw error;
    }
  }

  #tellToFetch(): void {
    for (const { listeners } of this.#watched.values()) {
      for (const listener of listeners) listener(fetchAnew);
    }
  }

  /** Hears which showtimes change, without what changed. */
  async watchAll(listener: (showtimeId: string) => void): Promise<() => Promise<void>> {
    const prefix = this.#keys.seatChannelPrefix;
    const onMessage = (_message: string, channel: string): void => listener(channel.slice(prefix.length));
    await this.#subscriber.pSubscribe(`${prefix}*`, onMessage);
    return () => this.#subscriber.pUnsubscribe(`${prefix}*`, onMessage);
  }
}
