import type { World } from '../world/world.ts';
import { keys } from '../world/box-office.ts';
import { partitionCount } from '../../redis/keys.ts';

/** What is still to be done in a world, in words. */
export function unfinished({ records, redis, gateway }: World): readonly string[] {
  const { keyspace } = redis;
  const generation = Number(keyspace.hash(keys.orderEventsLife).get('generation') ?? Infinity);
  const partitions = Array.from({ length: partitionCount }, (_each, partition) => keys.active(partition));
  return [
    ...records.orders.flatMap(({ id, state, payment }) => {
      if (state === 'PENDING_PAYMENT') return [`the order ${id} waits for its payment`];
      return payment.kind === 'CARD' && payment.outcome === 'OPEN' ? [`${id}: nobody knows of its payment`] : [];
    }),
    ...records.orders.flatMap(({ id, state }) => (state === 'REFUND_PENDING' ? [`${id} waits for a refund`] : [])),
    ...records.refunds.flatMap(({ id, settledAt }) => (settledAt === null ? [`the refund ${id} is on its way`] : [])),
    ...records.outbox.flatMap(({ _id, orderId, relayedIn }) =>
      relayedIn === generation ? [] : [`the row ${_id} of ${orderId} is not told`],
    ),
    ...partitions.flatMap((key) => keyspace.members(key).map((showtimeId) => `${showtimeId} has holds`)),
    ...gateway.intents.flatMap(({ id, state }) => (state === 'PROCESSING' ? [`the intent ${id} is being paid`] : [])),
  ];
}
