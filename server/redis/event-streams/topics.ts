import type { Keys } from '../keys.ts';
import { seatEventStreams } from '../seat-events.ts';
import { eventGroups, type EventGroup, type EventTopicName } from './event-groups.ts';

/** Streams of one kind of event, and the groups that read them. */
export interface EventTopic {
  readonly name: EventTopicName;
  readonly streams: readonly string[];
  readonly groups: readonly EventGroup[];
}

/** All streams with durable events, by what they are about. */
export function eventTopics(keys: Keys): readonly EventTopic[] {
  return [
    { name: 'holds', streams: seatEventStreams(keys), groups: eventGroups.holds },
    { name: 'orders', streams: [keys.orderEvents], groups: eventGroups.orders },
    { name: 'payments', streams: [keys.paymentEvents], groups: eventGroups.payments },
  ];
}
