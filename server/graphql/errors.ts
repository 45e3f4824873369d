import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from '../log.ts';
import { isPartDown } from '../services/part-down.ts';

/** Codes of errors that were made for the client; anything else that is thrown is a bug or a part that is down. */
const clientCodes = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/**
 * Turns what was thrown into what the client may see: its own mistakes as they are, a part that is down as
 * SERVICE_UNAVAILABLE, and bugs masked. Bugs and outages are logged here, once, with where they happened.
 */
export function createErrorFormatter(
  log: Logger,
): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const code = formatted.extensions?.['code'];
    if (typeof code === 'string' && clientCodes.has(code)) return formatted;
    const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
    log.error({ error: cause, path: formatted.path }, 'an operation failed');
    const place = formatted.path ? { path: formatted.path } : {};
    if (isPartDown(cause)) {
      return {
        message: 'A part of the box office does not answer. Try again; the same keys never sell twice.',
        ...place,
        extensions: { code: 'SERVICE_UNAVAILABLE' },
      };
    }
    return { message: 'Something went wrong on our side.', ...place, extensions: { code: 'INTERNAL_SERVER_ERROR' } };
  };
}
