import { isMongoOutage } from '../mongo/outage.ts';
import { GatewayUnavailableError } from '../payments/gateway-client.ts';
import { isRedisOutage } from '../redis/outage.ts';
import { MailServerAwayError } from './notifications/mail-errors.ts';

/** Whether an error says that a part can't be reached (rather than that we did something wrong). */
export function isPartDown(error: unknown): boolean {
  return (
    isMongoOutage(error) ||
    isRedisOutage(error) ||
    error instanceof GatewayUnavailableError ||
    error instanceof MailServerAwayError
  );
}
