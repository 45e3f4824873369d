import {
  AbortError,
  ClientClosedError,
  ClientOfflineError,
  ConnectionTimeoutError,
  DisconnectsClientError,
  ErrorReply,
  SocketClosedUnexpectedlyError,
  SocketTimeoutError,
} from 'redis';

const outages = [
  AbortError,
  ClientClosedError,
  ClientOfflineError,
  ConnectionTimeoutError,
  DisconnectsClientError,
  SocketClosedUnexpectedlyError,
  SocketTimeoutError,
];

/** How a Redis answers that runs and can't serve yet: it reads its log back, or its cluster is being put in order. */
const notYet = /^(?:LOADING|MASTERDOWN|READONLY|CLUSTERDOWN|TRYAGAIN) /;

/** Whether an error says that Redis doesn't answer. */
export function isRedisOutage(error: unknown): boolean {
  if (outages.some((outage) => error instanceof outage)) return true;
  if (error instanceof ErrorReply) return notYet.test(error.message);
  return error instanceof Error && 'code' in error && (error.code === 'ECONNREFUSED' || error.code === 'ECONNRESET');
}
