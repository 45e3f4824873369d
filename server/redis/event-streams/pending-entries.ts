import type { RedisClient } from '../client.ts';
import { restAfter, type RetryPolicy } from './event-handler.ts';

/**
 * Failed events belong to this reader, which no program is: whoever finds one that has rested long enough takes it. So an
 * event that failed is told from one that a slow reader still works on.
 */
export const restingReader = 'resting';

/** Entries of one stream looked at in one step. */
const page = 100;

interface Pending {
  readonly id: string;
  readonly consumer: string;
  readonly millisecondsSinceLastDelivery: number;
  readonly deliveriesCounter: number;
}

export interface ClaimedEntry {
  readonly id: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly attempt: number;
}

interface Claim {
  readonly stream: string;
  readonly group: string;
  readonly consumer: string;
  readonly retry: RetryPolicy;
}

/** Takes what has rested long enough after a failure, and what a reader kept for too long. */
export async function claimDue(redis: RedisClient, claim: Claim): Promise<readonly ClaimedEntry[]> {
  const due = await findDue(redis, claim);
  if (due.length === 0) return [];
  const { stream, group, consumer, retry } = claim;
  // Of two readers who found the same entry, the first one's claim ends its rest, so that the other gets nothing.
  const ids = due.map(({ id }) => id);
  const shortestRest = Math.min(retry.firstMs, retry.stuckMs);
  const claimed = await redis.xClaim(stream, group, consumer, shortestRest, ids);
  const deliveries = new Map(due.map(({ id, deliveriesCounter }) => [id, deliveriesCounter]));
  // An entry that the stream doesn't have any more has no message.
  return claimed.flatMap((entry) =>
    entry ? [{ id: entry.id, fields: entry.message, attempt: (deliveries.get(entry.id) ?? 0) + 1 }] : [],
  );
}

async function findDue(redis: RedisClient, { stream, group, retry }: Claim): Promise<readonly Pending[]> {
  const IDLE = Math.min(retry.firstMs, retry.stuckMs);
  let start = '-';
  for (;;) {
    const pending: readonly Pending[] = await redis.xPendingRange(stream, group, start, '+', page, { IDLE });
    const due = pending.filter((entry) => isDue(entry, retry));
    const last = pending.at(-1);
    if (due.length > 0 || !last || pending.length < page) return due;
    start = `(${last.id}`;
  }
}

function isDue(entry: Pending, retry: RetryPolicy): boolean {
  const { consumer, millisecondsSinceLastDelivery, deliveriesCounter } = entry;
  const restMs = consumer === restingReader ? restAfter(retry, deliveriesCounter) : retry.stuckMs;
  return millisecondsSinceLastDelivery >= restMs;
}
