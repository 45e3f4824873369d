import { v7 as uuid } from 'uuid';
import type { Actor } from '../../domain/actor.ts';
import { auditEntry } from '../../domain/audit-entry.ts';
import { invalid, notFound, type NotFoundError, type ValidationError } from '../../domain/failures.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import { inTransaction, type Mongo } from '../../mongo/client.ts';
import type { OutboxRepository } from '../../mongo/outbox-repository.ts';
import { mostReplayed, type DeadLetters } from '../../redis/event-streams/dead-letters.ts';
import { eventGroups } from '../../redis/event-streams/event-groups.ts';
import type { Clock } from '../clock.ts';

/** An event that a group gave up, whichever group it was. */
export interface GivenUpEvent {
  readonly eventId: string;
  readonly group: string;
  readonly type: string;
  readonly orderId: string | null;
  readonly attempts: number;
  readonly error: string;
  readonly failedAt: Date;
}

export interface ReplayedDeadLetters {
  readonly __typename: 'ReplayedDeadLetters';
  readonly group: string;
  readonly eventIds: readonly string[];
}

interface Dependencies {
  readonly mongo: Mongo;
  readonly outbox: OutboxRepository;
  readonly deadLetters: DeadLetters;
  readonly audit: AuditRepository;
  readonly clock: Clock;
}

/** Named like a group, because to an operator it is one: what the outbox's relay gave up. */
const relayGroup = 'relay';
const consumerGroups = new Set<string>(Object.values(eventGroups).flat());

/** Events that were given up, and the command that gives them another try. */
export class DeadLetterService {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** What a group gave up, the oldest first, at most `limit`. An unknown group has none. */
  async list(group: string, limit: number): Promise<readonly GivenUpEvent[]> {
    const { outbox, deadLetters } = this.#dependencies;
    if (group === relayGroup) {
      const rows = await outbox.parked(limit);
      return rows.map(({ event, failures, error, parkedAt }) => ({
        eventId: event.id,
        group,
        type: event.type,
        orderId: event.orderId,
        attempts: failures,
        error,
        failedAt: parkedAt,
      }));
    }
    const letters = await deadLetters.list(group, limit);
    return letters.map(({ entry, ...letter }) => ({
      ...letter,
      type: entry.fields['type'] ?? '',
      orderId: entry.fields['orderId'] ?? null,
    }));
  }

  /** Gives a group the named events once more, or all that it gave up. Ids that it didn't give up are passed over. */
  async replay(
    actor: Actor,
    group: string,
    eventIds: readonly string[] | undefined,
  ): Promise<ReplayedDeadLetters | NotFoundError | ValidationError> {
    if (eventIds?.length === 0) return invalid('eventIds', 'Name at least one event, or none to replay all.');
    if (group !== relayGroup && !consumerGroups.has(group)) return notFound('consumer group', group);
    const replayed =
      group === relayGroup ? await this.#unpark(actor, eventIds) : await this.#giveBack(actor, group, eventIds);
    return { __typename: 'ReplayedDeadLetters', group, eventIds: replayed };
  }

  async #unpark(actor: Actor, eventIds: readonly string[] | undefined): Promise<readonly string[]> {
    const { mongo, outbox, audit } = this.#dependencies;
    return inTransaction(mongo, async (session) => {
      const replayed = await outbox.unpark(eventIds, mostReplayed, session);
      if (replayed.length > 0) await audit.add([this.#entry(actor, relayGroup, replayed)], session);
      return replayed;
    });
  }

  /** The entry comes first: a replay that a crash cut short may be told and not have happened, never the reverse. */
  async #giveBack(actor: Actor, group: string, eventIds: readonly string[] | undefined): Promise<readonly string[]> {
    const { mongo, deadLetters, audit } = this.#dependencies;
    const chosen = await deadLetters.find(group, eventIds && new Set(eventIds));
    if (chosen.length === 0) return [];
    const replayed = chosen.map(({ eventId }) => eventId);
    await inTransaction(mongo, (session) => audit.add([this.#entry(actor, group, replayed)], session));
    await deadLetters.replay(chosen);
    return replayed;
  }

  #entry(actor: Actor, group: string, eventIds: readonly string[]) {
    return auditEntry(uuid(), 'event.replayed', this.#dependencies.clock(), actor, { details: { group, eventIds } });
  }
}
