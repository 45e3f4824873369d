import type { OutboxRepository, OutboxStatus } from '../../mongo/outbox-repository.ts';
import type { RedisClient } from '../../redis/client.ts';
import { readGroupStatus, type GroupStatus } from '../../redis/event-streams/group-status.ts';
import type { RelayTurns } from '../../redis/event-streams/relay-turn.ts';
import { eventTopics, type EventTopic } from '../../redis/event-streams/topics.ts';
import type { Keys } from '../../redis/keys.ts';
import type { Clock } from '../clock.ts';
import { isPartDown } from '../part-down.ts';
import { answerWithin, NoAnswerError } from '../patience.ts';

/** How far the events are. A part that doesn't answer leaves null. */
export interface EventStatus {
  readonly groups: readonly GroupStatus[] | null;
  readonly outbox: (OutboxStatus & { /** Seconds. */ readonly oldestAge: number }) | null;
}

interface Dependencies {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly turns: RelayTurns;
  readonly outbox: OutboxRepository;
  readonly clock: Clock;
}

const patienceMs = 1_000;

/** However many ask, the engines are asked no more often than this. */
const freshMs = 1_000;

/** How far the relay and the consumer groups are, read from where they leave it: any program can tell. */
export class EventStatusReader {
  readonly #dependencies: Dependencies;
  readonly #topics: readonly EventTopic[];
  #latest: { readonly at: number; readonly status: Promise<EventStatus> } | undefined;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
    this.#topics = eventTopics(dependencies.keys);
  }

  /** Not older than a second. */
  read(): Promise<EventStatus> {
    const now = performance.now();
    if (!this.#latest || now - this.#latest.at >= freshMs) this.#latest = { at: now, status: this.#read() };
    return this.#latest.status;
  }

  async #read(): Promise<EventStatus> {
    const [groups, outbox] = await Promise.all([orNull(this.#groups()), orNull(this.#outbox())]);
    return { groups, outbox };
  }

  async #groups(): Promise<readonly GroupStatus[]> {
    const { redis, keys } = this.#dependencies;
    return (await Promise.all(this.#topics.map((topic) => readGroupStatus(redis, keys, topic)))).flat();
  }

  async #outbox() {
    const { turns, outbox, clock } = this.#dependencies;
    // Without Redis it isn't known what is to be told again; what was never told is.
    const generation = await orNull(turns.generation());
    const status = await outbox.status(generation ?? 0);
    const oldestMs = status.oldestAt ? clock().getTime() - status.oldestAt.getTime() : 0;
    return { ...status, oldestAge: Math.max(0, oldestMs / 1_000) };
  }
}

/** The look must not fail because one part is away: `parts` says which one. */
async function orNull<Answer>(answer: Promise<Answer>): Promise<Answer | null> {
  try {
    return await answerWithin(patienceMs, answer);
  } catch (error) {
    if (isPartDown(error) || error instanceof NoAnswerError) return null;
    throw error;
  }
}
