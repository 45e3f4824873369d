import { ErrorReply } from 'redis';
import type { RedisClient } from './client.ts';
import { partitionCount, type Keys } from './keys.ts';

/** What happened to seats of a showtime, as the scripts recorded it. */
export interface SeatEvent {
  /** The partition's stream, and the entry's id in it: together they name the event for good. */
  readonly stream: string;
  readonly id: string;
  readonly type: string;
  readonly showtimeId: string;
  readonly holdId: string;
  readonly fence: string;
  /** Indexes. */
  readonly seats: readonly number[];
  readonly session: string;
  readonly actor: string | null;
  readonly station: string | null;
  /** Epoch ms. */
  readonly at: number;
  readonly reason: string | null;
}

const batch = 200;

/** Entries that a reader kept for longer than this are taken over by another, unless said otherwise. */
const defaultStuckMs = 30_000;

type StreamReply = readonly { readonly name: string; readonly messages: readonly Message[] }[] | null;
type Message = { readonly id: string; readonly message: Readonly<Record<string, string>> };

/** Reads the seat streams of all partitions as one consumer group: every event at least once. */
export class SeatEvents {
  readonly #reader: RedisClient;
  readonly #streams: readonly string[];
  readonly #group: string;
  readonly #consumer: string;
  readonly #stuckMs: number;

  /** `reader` blocks while it waits: give it a connection of its own. */
  constructor(reader: RedisClient, keys: Keys, group: string, consumer: string, stuckMs = defaultStuckMs) {
    this.#reader = reader;
    this.#streams = Array.from({ length: partitionCount }, (_each, partition) => keys.events(partition));
    this.#group = group;
    this.#consumer = consumer;
    this.#stuckMs = stuckMs;
  }

  /**
   * Waits up to `blockMs` for events, hands them to `handle` and acknowledges them when it has resolved; returns how
   * many there were. What `handle` fails on is kept for `takeOver`.
   */
  async read(blockMs: number, handle: (events: readonly SeatEvent[]) => Promise<void>): Promise<number> {
    const reply = await this.#orCreateGroups(() => this.#next(blockMs), null);
    let count = 0;
    for (const { name, messages } of reply ?? []) {
      await this.#work(name, messages, handle);
      count += messages.length;
    }
    return count;
  }

  /** Takes over what other readers kept for too long; returns how many. */
  async takeOver(handle: (events: readonly SeatEvent[]) => Promise<void>): Promise<number> {
    let count = 0;
    for (const stream of this.#streams) {
      const messages = await this.#orCreateGroups(() => this.#stuck(stream), []);
      if (messages.length > 0) await this.#work(stream, messages, handle);
      count += messages.length;
    }
    return count;
  }

  async #work(
    stream: string,
    messages: readonly Message[],
    handle: (events: readonly SeatEvent[]) => Promise<void>,
  ): Promise<void> {
    await handle(messages.map(({ id, message }) => toEvent(stream, id, message)));
    await this.#reader.xAck(
      stream,
      this.#group,
      messages.map(({ id }) => id),
    );
  }

  async #next(blockMs: number): Promise<StreamReply> {
    const streams = this.#streams.map((key) => ({ key, id: '>' }));
    return this.#reader.xReadGroup(this.#group, this.#consumer, streams, { COUNT: batch, BLOCK: blockMs });
  }

  async #stuck(stream: string): Promise<readonly Message[]> {
    const { messages } = await this.#reader.xAutoClaim(stream, this.#group, this.#consumer, this.#stuckMs, '0-0', {
      COUNT: batch,
    });
    // A claimed entry that the stream has trimmed away has no message.
    return messages.filter((message) => message !== null);
  }

  /** The groups are missing at first, and again after Redis lost its data: then there is `nothing` to read yet. */
  async #orCreateGroups<Found>(read: () => Promise<Found>, nothing: Found): Promise<Found> {
    try {
      return await read();
    } catch (error) {
      if (!isGroupMissing(error)) throw error;
      await this.ensureGroups();
      return nothing;
    }
  }

  /** Creates the group on every stream, from the stream's beginning, where it is missing. */
  async ensureGroups(): Promise<void> {
    for (const stream of this.#streams) {
      try {
        await this.#reader.xGroupCreate(stream, this.#group, '0', { MKSTREAM: true });
      } catch (error) {
        if (!(error instanceof ErrorReply) || !error.message.startsWith('BUSYGROUP')) throw error;
      }
    }
  }
}

/** `UNBLOCKED` is what Redis 7.0 tells a reader that waits when its stream goes. */
function isGroupMissing(error: unknown): boolean {
  return error instanceof ErrorReply && /^(?:NOGROUP|UNBLOCKED) /.test(error.message);
}

function toEvent(stream: string, id: string, fields: Readonly<Record<string, string>>): SeatEvent {
  const field = (name: string): string => fields[name] ?? '';
  return {
    stream,
    id,
    type: field('type'),
    showtimeId: field('showtimeId'),
    holdId: field('holdId'),
    fence: field('fence'),
    seats: field('seats') === '' ? [] : field('seats').split(',').map(Number),
    session: field('session'),
    actor: field('actor') || null,
    station: field('station') || null,
    at: Number(field('at')),
    reason: field('reason') || null,
  };
}
