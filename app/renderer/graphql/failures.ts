import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';

/** Whether the server refuses us for want of a valid access token. */
export function isUnauthenticated(error: unknown): boolean {
  if (ServerError.is(error)) return error.statusCode === 401;
  return hasCode(error, 'UNAUTHENTICATED');
}

/**
 * Whether the server is away or a part of it is down: the request may or may not have been done, and sending the same
 * one again, later, will tell.
 */
export function isServerFailing(error: unknown): boolean {
  if (CombinedGraphQLErrors.is(error)) return hasCode(error, 'SERVICE_UNAVAILABLE');
  return !(ServerError.is(error) && error.statusCode < 500);
}

/** Whether the server surely did nothing: it refused the request itself. */
export function isRefusal(error: unknown): boolean {
  if (ServerError.is(error)) return error.statusCode < 500;
  return (
    CombinedGraphQLErrors.is(error) &&
    !hasCode(error, 'SERVICE_UNAVAILABLE') &&
    !hasCode(error, 'INTERNAL_SERVER_ERROR')
  );
}

/** Whether the server is of another version than this program and doesn't know what it is asked. Trying again doesn't help. */
export function isOfOtherVersion(error: unknown): boolean {
  return ServerError.is(error) && error.bodyText.includes('"PERSISTED_QUERY_NOT_IN_LIST"');
}

/** A line for the log: never the request, which may carry a PIN. */
export function describeFailure(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

function hasCode(error: unknown, code: string): boolean {
  return CombinedGraphQLErrors.is(error) && error.errors.some((each) => each.extensions?.['code'] === code);
}
