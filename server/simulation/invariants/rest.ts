import { partitionCount, type Keys } from '../../redis/keys.ts';
import type { GatewayModel } from '../gateway-model/gateway-model.ts';
import type { Keyspace } from '../redis-model/keyspace.ts';
import type { Records } from './records.ts';

/** What somebody still has to do, in words; nothing is left once all faults, deadlines and shows are over. */
export function unfinished(records: Records, gateway: GatewayModel, keyspace: Keyspace, keys: Keys): readonly string[] {
  const generation = Number(keyspace.hash(keys.orderEventsLife).get('generation') ?? Infinity);
  const partitions = Array.from({ length: partitionCount }, (_each, partition) => keys.active(partition));
  return [
    ...records.orders.flatMap(({ id, state, payment }) => {
      if (state === 'PENDING_PAYMENT') return [`the order ${id} waits for its payment`];
      if (state === 'REFUND_PENDING') return [`the order ${id} waits for a refund`];
      return payment.kind === 'CARD' && payment.outcome === 'OPEN' ? [`${id}: nobody knows of its payment`] : [];
    }),
    ...records.refunds.flatMap(({ id, settledAt }) => (settledAt === null ? [`the refund ${id} is on its way`] : [])),
    ...records.outbox.flatMap(({ _id, orderId, relayedIn }) =>
      relayedIn === generation ? [] : [`the row ${_id} of ${orderId} is not told`],
    ),
    ...partitions.flatMap((key) => keyspace.members(key).map((showtimeId) => `${showtimeId} has holds`)),
    ...gateway.intents.flatMap(({ id, state }) => (state === 'PROCESSING' ? [`the intent ${id} is being paid`] : [])),
  ];
}
