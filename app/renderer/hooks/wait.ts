import { reconnectDelay } from '../graphql/reconnect-delay.ts';
import { useConnectionStore, whenConnected } from '../stores/connection-store.ts';

/**
 * Resolves when a request that found no server may be sent again: after a while that grows with `attempt` (from 1), or
 * as soon as the live connection is back.
 */
export async function untilRetry(attempt: number): Promise<void> {
  const inTime = new Promise<void>((resolve) => setTimeout(resolve, reconnectDelay(attempt, Math.random())));
  const isConnected = useConnectionStore.getState().phase === 'connected';
  await (isConnected ? inTime : Promise.race([inTime, whenConnected()]));
}
