import { ServerError } from '@apollo/client/errors';
import type { ApolloLink } from '@apollo/client/link';
import { RetryLink } from '@apollo/client/link/retry';

/** A request is sent so often at most, and not again when it would have to wait longer than this (ms). */
const mostAttempts = 4;
const longestWait = 5_000;

/** Sends a request again that the server refused because there were too many: it has not begun with it. */
export function createPatienceLink(): ApolloLink {
  return new RetryLink({
    attempts: (attempt, _operation, error) => attempt < mostAttempts && (waitTold(error) ?? Infinity) <= longestWait,
    delay: (_attempt, _operation, error) => waitTold(error) ?? 0,
  });
}

/** How long the server asks us to wait, in ms; undefined when it doesn't. */
function waitTold(error: unknown): number | undefined {
  if (!ServerError.is(error) || error.statusCode !== 429) return undefined;
  const seconds = error.response.headers.get('Retry-After');
  return seconds === null ? undefined : Number(seconds) * 1_000;
}
