import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** Partitions over which the showtimes spread; fixed for good, because stored keys carry its result. */
export const partitionCount = 16;

/** The partition of a showtime, stable over programs and versions. */
export function partitionOf(showtimeId: string): number {
  return createHash('sha256').update(showtimeId).digest().readUInt32BE(0) % partitionCount;
}

/**
 * Every key name, in one place. The tag in braces makes all keys of a partition share a slot of a Redis Cluster, so that
 * one script may touch them.
 */
export class Keys {
  readonly #prefix: string;
  /** Every operation asks for these; the hash behind them costs more than the rest of a command. */
  readonly #ofShowtime = new LRUCache<string, readonly string[]>({ max: 5_000 });

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** The keys that every script of a showtime gets, in the order that `prologue.lua` names them. */
  ofShowtime(showtimeId: string): readonly string[] {
    const known = this.#ofShowtime.get(showtimeId);
    if (known) return known;
    const keys = this.#keysOfShowtime(showtimeId);
    this.#ofShowtime.set(showtimeId, keys);
    return keys;
  }

  #keysOfShowtime(showtimeId: string): readonly string[] {
    const tag = this.#tag(partitionOf(showtimeId));
    const own = ['map', 'holds', 'due', 'pending', 'rebuild'].map((name) => `${tag}:${name}:${showtimeId}`);
    return [...own, `${tag}:active`, `${tag}:events`];
  }

  map(showtimeId: string): string {
    return `${this.#tag(partitionOf(showtimeId))}:map:${showtimeId}`;
  }

  holds(showtimeId: string): string {
    return `${this.#tag(partitionOf(showtimeId))}:holds:${showtimeId}`;
  }

  due(showtimeId: string): string {
    return `${this.#tag(partitionOf(showtimeId))}:due:${showtimeId}`;
  }

  rebuild(showtimeId: string): string {
    return `${this.#tag(partitionOf(showtimeId))}:rebuild:${showtimeId}`;
  }

  /** Showtimes of a partition that have a hold. */
  active(partition: number): string {
    return `${this.#tag(partition)}:active`;
  }

  /** The stream of what happens to seats of a partition's showtimes. */
  events(partition: number): string {
    return `${this.#tag(partition)}:events`;
  }

  /** Which showtime a hold is of, for requests that only know the hold. */
  holdAt(holdId: string): string {
    return `${this.#prefix}:hold-at:${holdId}`;
  }

  /** The live holds of a holder. */
  slots(holderId: string): string {
    return `${this.#prefix}:{holder:${holderId}}:holds`;
  }

  /** A token bucket of the limits on how often something may be asked for. */
  rateLimit(bucket: string): string {
    return `${this.#prefix}:limit:${bucket}`;
  }

  /** Channel of a showtime's seat changes. */
  seatChannel(showtimeId: string): string {
    return `${this.seatChannelPrefix}${showtimeId}`;
  }

  get seatChannelPrefix(): string {
    return `${this.#prefix}:seats:`;
  }

  /** Channel on which the ids of changed orders are told. */
  get orderChannel(): string {
    return `${this.#prefix}:orders`;
  }

  /** The stream of what happens to orders. */
  get orderEvents(): string {
    return `${this.#prefix}:{order-events}:events`;
  }

  /** The stream of what the payment gateway told. */
  get paymentEvents(): string {
    return `${this.#prefix}:{payment-events}:events`;
  }

  /** Which life of the order events' stream this is, and in which run of Redis. Gone with Redis' data. */
  get orderEventsLife(): string {
    return `${this.#prefix}:{order-events}:life`;
  }

  /** Whose turn it is to relay order events. */
  get relayTurn(): string {
    return `${this.#prefix}:{order-events}:turn`;
  }

  /** The stream of events that a consumer group gave up. */
  deadLetters(group: string): string {
    return `${this.#prefix}:{group:${group}}:dead-letters`;
  }

  /** The stream of events that a consumer group alone is given once more. */
  replays(group: string): string {
    return `${this.#prefix}:{group:${group}}:replays`;
  }

  /** Channel on which the ids of ended sessions are told. */
  get sessionChannel(): string {
    return `${this.#prefix}:sessions`;
  }

  #tag(partition: number): string {
    return `${this.#prefix}:{p${partition}}`;
  }
}
