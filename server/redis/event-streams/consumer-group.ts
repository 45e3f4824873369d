import type { RedisClient } from '../client.ts';
import type { Keys } from '../keys.ts';
import { DeadLetters, unwrapEntry } from './dead-letters.ts';
import type { Delivery, GroupDefinition } from './event-handler.ts';
import { ensureGroup, isGroupMissing } from './groups.ts';
import { claimDue, restingReader } from './pending-entries.ts';
import { eventIdOf, type StreamEntry } from './stream-entry.ts';

/** What a failed attempt is told as. */
export interface EventFailure {
  readonly group: string;
  readonly eventId: string;
  readonly attempt: number;
  readonly isGivenUp: boolean;
  readonly error: unknown;
}

interface Dependencies {
  /** Blocks while it waits: a connection of the group's own. */
  readonly reader: RedisClient;
  readonly keys: Keys;
  readonly definition: GroupDefinition;
  /** Names this program among the group's readers. */
  readonly consumer: string;
  /** Whether an error says that a part is away: then nothing is wrong with the event, and it isn't counted as tried. */
  readonly isOutage: (error: unknown) => boolean;
  readonly onFailure: (failure: EventFailure) => void;
}

type StreamReply = readonly { readonly name: string; readonly messages: readonly Message[] }[] | null;
type Message = { readonly id: string; readonly message: Readonly<Record<string, string>> };

/** An entry that this reader has, and where it is acknowledged. */
interface Taken {
  readonly source: string;
  readonly sourceId: string;
  readonly delivery: Delivery<StreamEntry>;
}

/**
 * One reader of a consumer group: reads, handles, acknowledges. What fails rests and is tried again by whichever reader
 * finds it first; what a dead reader kept is taken over; what fails for good becomes a dead letter, and the rest goes on.
 * Every event is handled at least once. Not to be stepped twice at the same time.
 */
export class ConsumerGroup {
  readonly #dependencies: Dependencies;
  readonly #streams: readonly string[];
  readonly #deadLetters: DeadLetters;
  /** Read and not settled: they wait here while a part is away. */
  readonly #taken = new Set<Taken>();
  #looksForDueAt = 0;

  constructor(dependencies: Dependencies) {
    const { reader, keys, definition } = dependencies;
    this.#dependencies = dependencies;
    this.#streams = [...definition.streams, keys.replays(definition.group)];
    this.#deadLetters = new DeadLetters(reader, keys);
  }

  get name(): string {
    return this.#dependencies.definition.group;
  }

  /**
   * Handles what is due, else waits up to `blockMs` for events; returns how many it took. Throws when a part is away;
   * the next step then goes on with the same events.
   */
  async step(blockMs: number): Promise<number> {
    if (this.#taken.size === 0) {
      for (const taken of await this.#next(blockMs)) this.#taken.add(taken);
    }
    const count = this.#taken.size;
    try {
      await this.#handleAll();
    } catch (error) {
      if (this.#dependencies.isOutage(error)) await this.#sayAlive();
      throw error;
    }
    return count;
  }

  /** Nobody should take us for dead, or count an attempt, because we wait for a part. */
  async #sayAlive(): Promise<void> {
    const { reader, consumer, isOutage } = this.#dependencies;
    try {
      for (const [source, ids] of bySource(this.#taken)) await reader.xClaimJustId(source, this.name, consumer, 0, ids);
    } catch (error) {
      if (!isOutage(error) && !isGroupMissing(error)) throw error;
    }
  }

  async #next(blockMs: number): Promise<readonly Taken[]> {
    try {
      const due = await this.#due();
      return due.length > 0 ? due : await this.#read(blockMs);
    } catch (error) {
      if (!isGroupMissing(error)) throw error;
      await ensureGroup(this.#dependencies.reader, this.#streams, this.name);
      return [];
    }
  }

  async #read(blockMs: number): Promise<readonly Taken[]> {
    const { reader, definition, consumer } = this.#dependencies;
    const streams = this.#streams.map((key) => ({ key, id: '>' }));
    const COUNT = definition.batchSize * definition.parallel;
    const reply: StreamReply = await reader.xReadGroup(this.name, consumer, streams, { COUNT, BLOCK: blockMs });
    return (reply ?? []).flatMap(({ name, messages }) =>
      messages.map(({ id, message }) => this.#take(name, id, message, 1)),
    );
  }

  /** Costs a command a stream: looked for no more often than the shortest rest makes sensible. */
  async #due(): Promise<readonly Taken[]> {
    const { reader, definition, consumer } = this.#dependencies;
    const { retry, group } = definition;
    const now = performance.now();
    if (now < this.#looksForDueAt) return [];
    this.#looksForDueAt = now + Math.min(retry.firstMs, retry.stuckMs) / 2;
    const claims = this.#streams.map(async (stream) => {
      const entries = await claimDue(reader, { stream, group, consumer, retry });
      return entries.map(({ id, fields, attempt }) => this.#take(stream, id, fields, attempt));
    });
    return (await Promise.all(claims)).flat();
  }

  #take(source: string, sourceId: string, fields: Readonly<Record<string, string>>, attempt: number): Taken {
    const { keys, definition } = this.#dependencies;
    const isReplay = source === keys.replays(this.name);
    const event = isReplay ? unwrapEntry(fields) : { stream: source, id: sourceId, fields };
    return { source, sourceId, delivery: { event, attempt, isLast: attempt >= definition.retry.attempts } };
  }

  async #handleAll(): Promise<void> {
    const { batchSize, parallel } = this.#dependencies.definition;
    const batches = batchesOf([...this.#taken], batchSize);
    const lane = async (): Promise<void> => {
      for (let batch = batches.shift(); batch; batch = batches.shift()) await this.#handle(batch);
    };
    // All lanes end before the step does, so that nothing is handled behind its back.
    const lanes = await Promise.allSettled(Array.from({ length: parallel }, lane));
    const failed = lanes.find((each) => each.status === 'rejected');
    if (failed) throw failed.reason;
  }

  /** A batch that fails is handled one by one, so that what is wrong with one event doesn't hold up the others. */
  async #handle(batch: readonly Taken[]): Promise<void> {
    const { definition, isOutage } = this.#dependencies;
    try {
      for (const { delivery } of batch) refuseDeadly(delivery, definition.retry.attempts);
      await definition.handle(batch.map(({ delivery }) => delivery));
    } catch (error) {
      if (isOutage(error)) throw error;
      const [only] = batch;
      if (batch.length === 1 && only) await this.#fail(only, error);
      else for (const each of batch) await this.#handle([each]);
      return;
    }
    await this.#settle(batch);
  }

  async #settle(batch: readonly Taken[]): Promise<void> {
    const { reader, keys } = this.#dependencies;
    for (const [source, ids] of bySource(batch)) {
      await reader.xAck(source, this.name, ids);
      // Nobody else reads it.
      if (source === keys.replays(this.name)) await reader.xDel(source, ids);
    }
    for (const each of batch) this.#taken.delete(each);
  }

  async #fail(taken: Taken, error: unknown): Promise<void> {
    const { reader, definition, onFailure } = this.#dependencies;
    const { source, sourceId, delivery } = taken;
    const { event, attempt, isLast } = delivery;
    onFailure({ group: this.name, eventId: eventIdOf(event), attempt, isGivenUp: isLast, error });
    if (isLast) {
      await this.#deadLetters.add(definition.group, event, attempt, error);
      await this.#settle([taken]);
      return;
    }
    try {
      await reader.xClaimJustId(source, this.name, restingReader, 0, sourceId);
    } catch (lost) {
      // Redis lost its data meanwhile, and the event with it: it will be relayed again.
      if (!isGroupMissing(lost)) throw lost;
    }
    this.#taken.delete(taken);
  }
}

/** An event that has ended every reader which took it must not end the next one. */
function refuseDeadly({ attempt }: Delivery<StreamEntry>, attempts: number): void {
  if (attempt > attempts) throw new Error(`its last ${attempt - 1} readers died of it, or with it`);
}

/** The ids of entries by the stream in which they are acknowledged. */
function bySource(entries: Iterable<Taken>): ReadonlyMap<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const { source, sourceId } of entries) {
    const known = ids.get(source);
    if (known) known.push(sourceId);
    else ids.set(source, [sourceId]);
  }
  return ids;
}

function batchesOf(all: readonly Taken[], size: number): (readonly Taken[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_each, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
