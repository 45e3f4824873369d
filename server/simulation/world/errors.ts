import { MongoError } from 'mongodb';
import { GatewayUnavailableError } from '../../payments/gateway-client.ts';
import { isPartDown } from '../../services/part-down.ts';

/** Whether an error says that a part is away or busy; any other that escapes a service is a bug. */
export function isExpected(error: unknown): boolean {
  if (isPartDown(error) || error instanceof GatewayUnavailableError) return true;
  // The driver gave up repeating a transaction.
  return error instanceof MongoError && error.hasErrorLabel('TransientTransactionError');
}

/** An error as a person reads it. */
export function inWords(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
