import { isMongoOutage } from '../mongo/outage.ts';
import { isRedisOutage } from '../redis/outage.ts';

/** Whether an error says that MongoDB or Redis can't be reached (rather than that we did something wrong). */
export function isPartDown(error: unknown): boolean {
  return isMongoOutage(error) || isRedisOutage(error);
}
