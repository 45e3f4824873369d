import { z } from 'zod';
import type { SeatMapDelta } from '#shared/domain/seat-map.ts';
import type { RedisClient } from './client.ts';
import type { Keys } from './keys.ts';

/** What a watcher of a showtime is told. A change without seats and with version 1 begins a new epoch. */
export type SeatListener = (change: SeatMapDelta) => void;

const messageSchema = z.object({
  epoch: z.string(),
  version: z.number(),
  seats: z.array(z.number()),
  states: z.string(),
});

/** Live changes of seat maps, over one connection that only subscribes. A message may be missed; versions show it. */
export class SeatFeed {
  readonly #subscriber: RedisClient;
  readonly #keys: Keys;
  /** A channel is subscribed to and a message parsed once, however many watch. */
  readonly #watched = new Map<string, { readonly listeners: Set<SeatListener>; readonly ready: Promise<void> }>();

  constructor(subscriber: RedisClient, keys: Keys) {
    this.#subscriber = subscriber;
    this.#keys = keys;
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
      await this.#subscriber.unsubscribe(channel);
    };
  }

  #subscribe(channel: string): { readonly listeners: Set<SeatListener>; readonly ready: Promise<void> } {
    const listeners = new Set<SeatListener>();
    const ready = this.#subscriber.subscribe(channel, (message) => {
      const change = messageSchema.parse(JSON.parse(message));
      for (const listener of listeners) listener(change);
    });
    const watched = { listeners, ready };
    this.#watched.set(channel, watched);
    return watched;
  }

  /** Hears which showtimes change, without what changed. */
  async watchAll(listener: (showtimeId: string) => void): Promise<() => Promise<void>> {
    const prefix = this.#keys.seatChannelPrefix;
    const onMessage = (_message: string, channel: string): void => listener(channel.slice(prefix.length));
    await this.#subscriber.pSubscribe(`${prefix}*`, onMessage);
    return () => this.#subscriber.pUnsubscribe(`${prefix}*`, onMessage);
  }
}
