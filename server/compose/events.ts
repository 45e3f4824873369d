import type { Logger } from '../log.ts';
import { HandledEventRepository } from '../mongo/handled-event-repository.ts';
import { NotificationRepository } from '../mongo/notification-repository.ts';
import { OutboxRepository } from '../mongo/outbox-repository.ts';
import { SalesFigureRepository } from '../mongo/sales-figure-repository.ts';
import { duplicateRedis, type RedisClient } from '../redis/client.ts';
import { ConsumerGroup } from '../redis/event-streams/consumer-group.ts';
import { DeadLetters } from '../redis/event-streams/dead-letters.ts';
import type { GroupDefinition } from '../redis/event-streams/event-handler.ts';
import { RelayTurns } from '../redis/event-streams/relay-turn.ts';
import type { Keys } from '../redis/keys.ts';
import { OrderEvents, orderEventGroup } from '../redis/order-events.ts';
import { paymentEventGroup } from '../redis/payment-inbox.ts';
import { seatEventGroup } from '../redis/seat-events.ts';
import type { Clock } from '../services/clock.ts';
import { DeadLetterService } from '../services/events/dead-letter-service.ts';
import type { EventConsumer } from '../services/events/event-consumer.ts';
import { EventHousekeeping } from '../services/events/event-housekeeping.ts';
import { EventRelay } from '../services/events/event-relay.ts';
import { EventStatusReader } from '../services/events/event-status.ts';
import { SalesFiguresService } from '../services/events/sales-figures-service.ts';
import { holdHistory } from '../services/hold-history.ts';
import type { Mailer } from '../services/notifications/mailer.ts';
import { NotificationService } from '../services/notifications/notification-service.ts';
import type { OrderEffects } from '../services/orders/order-effects.ts';
import { isPartDown } from '../services/part-down.ts';
import type { Services } from '../services/services.ts';
import type { Repositories } from './repositories.ts';

export interface EventParts {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly repositories: Repositories;
  readonly effects: OrderEffects;
  readonly mailer: Mailer | null;
  readonly clock: Clock;
  readonly log: Logger;
  /** Names this program among those that do the same. */
  readonly program: string;
}

/** What tells events, what they do, and what looks after them. */
export function composeEvents({ redis, keys, repositories, effects, program, ...parts }: EventParts) {
  const { mongo } = repositories;
  const common = { ...repositories, ...parts, redis, keys };
  const outbox = new OutboxRepository(mongo);
  const turns = new RelayTurns(redis, keys, program);
  return {
    relay: new EventRelay({ ...common, outbox, effects, turns, events: new OrderEvents(redis, keys) }),
    eventHousekeeping: new EventHousekeeping(redis, keys),
    eventStatus: new EventStatusReader({ ...common, outbox, turns }),
    deadLetters: new DeadLetterService({ ...common, outbox, deadLetters: new DeadLetters(redis, keys) }),
    notifications: new NotificationService({ ...common, notifications: new NotificationRepository(mongo) }),
    salesFigures: new SalesFiguresService({
      ...common,
      handled: new HandledEventRepository(mongo),
      figures: new SalesFigureRepository(mongo),
    }),
  };
}

/** Every consumer group, each with what it does. Another one is a line here and its name in `event-groups.ts`. */
export function eventGroupsOf(services: Services, keys: Keys): readonly GroupDefinition[] {
  return [
    seatEventGroup(keys, holdHistory(services.audit)),
    seatEventGroup(keys, services.freedSeats),
    orderEventGroup(keys, services.notifications),
    orderEventGroup(keys, services.salesFigures),
    paymentEventGroup(keys, services.paymentEvents),
  ];
}

interface ReaderParts {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly log: Logger;
  /** Names this program among the readers of every group. */
  readonly consumer: string;
  readonly onError: (error: unknown) => void;
  /** Is told of each connection, to end it one day. */
  readonly keep: (reader: RedisClient) => void;
}

/** A reader of each group, with a connection of its own, because it blocks while it waits. */
export async function openConsumers(
  definitions: readonly GroupDefinition[],
  { redis, keys, log, consumer, onError, keep }: ReaderParts,
): Promise<readonly EventConsumer[]> {
  return Promise.all(
    definitions.map(async (definition) => {
      const reader = await duplicateRedis(redis, onError);
      keep(reader);
      return new ConsumerGroup({
        reader,
        keys,
        definition,
        consumer,
        isOutage: isPartDown,
        onFailure: (failure) =>
          failure.isGivenUp ? log.error(failure, 'an event was given up') : log.warn(failure, 'an event failed'),
      });
    }),
  );
}
