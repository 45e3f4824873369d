import type { RedisClient } from '../client.ts';
import type { Keys } from '../keys.ts';
import { describeError } from './describe-error.ts';
import { eventIdOf, type StreamEntry } from './stream-entry.ts';

/** An event that a group gave up. */
export interface DeadLetter {
  /** Its place in the dead-letter stream; `<ms>-<n>`. */
  readonly id: string;
  readonly group: string;
  readonly eventId: string;
  readonly entry: StreamEntry;
  readonly attempts: number;
  /** What the last attempt failed with. */
  readonly error: string;
  readonly failedAt: Date;
}

const page = 500;

/** As many as one replay takes; what is left is for the next. */
export const mostReplayed = 1_000;

/**
 * Events that groups gave up, and the way back. They stay until somebody replays them; nothing trims them, because each
 * is an effect that is missing.
 */
export class DeadLetters {
  readonly #redis: RedisClient;
  readonly #keys: Keys;

  constructor(redis: RedisClient, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  async add(group: string, entry: StreamEntry, attempts: number, error: unknown): Promise<void> {
    const letter = { ...wrapped(entry), attempts: String(attempts), error: describeError(error) };
    await this.#redis.xAdd(this.#keys.deadLetters(group), '*', letter);
  }

  /** The oldest first, at most `limit`. */
  async list(group: string, limit: number): Promise<readonly DeadLetter[]> {
    return this.#page(group, '-', limit);
  }

  /** The group's letters of these events (all when none are named), the oldest first, at most `mostReplayed`. */
  async find(group: string, eventIds: ReadonlySet<string> | undefined): Promise<readonly DeadLetter[]> {
    const found: DeadLetter[] = [];
    let start = '-';
    while (found.length < mostReplayed) {
      const letters = await this.#page(group, start, page);
      found.push(...letters.filter(({ eventId }) => eventIds?.has(eventId) ?? true));
      const last = letters.at(-1);
      if (!last || letters.length < page) break;
      start = `(${last.id}`;
    }
    return found.slice(0, mostReplayed);
  }

  /**
   * Gives each letter's group its event once more, with new attempts; other groups don't see it. Two who replay the same
   * letter at once give it twice, which a handler must bear anyway.
   */
  async replay(letters: readonly DeadLetter[]): Promise<void> {
    await Promise.all(letters.map((letter) => this.#giveBack(letter)));
  }

  async #giveBack({ id, group, entry }: DeadLetter): Promise<void> {
    await this.#redis
      .multi()
      .xAdd(this.#keys.replays(group), '*', wrapped(entry))
      .xDel(this.#keys.deadLetters(group), id)
      .exec();
  }

  async #page(group: string, start: string, limit: number): Promise<readonly DeadLetter[]> {
    const entries = await this.#redis.xRange(this.#keys.deadLetters(group), start, '+', { COUNT: limit });
    return (entries ?? []).map(({ id, message }) => {
      const entry = unwrapEntry(message);
      return {
        id,
        group,
        eventId: eventIdOf(entry),
        entry,
        attempts: Number(message['attempts']),
        error: message['error'] ?? '',
        failedAt: new Date(Number(id.split('-')[0])),
      };
    });
  }
}

/** An entry that is carried inside another stream's. */
function wrapped({ stream, id, fields }: StreamEntry): Record<string, string> {
  return { stream, id, fields: JSON.stringify(fields) };
}

/** The entry that another stream's carries. */
export function unwrapEntry(fields: Readonly<Record<string, string>>): StreamEntry {
  const { stream = '', id = '', fields: json = '{}' } = fields;
  return { stream, id, fields: JSON.parse(json) as Record<string, string> };
}
