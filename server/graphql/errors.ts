import { GraphQLError, Kind, type GraphQLFormattedError } from 'graphql';
import type { Logger } from '../log.ts';
import { isPartDown } from '../services/part-down.ts';

/** Codes of errors that were made for the client; anything else that is thrown is a bug or a part that is down. */
const clientCodes = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'RATE_LIMITED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'OPERATION_TOO_LARGE',
  'TOO_MANY_SUBSCRIPTIONS',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_IN_LIST',
  'QUERY_NOT_IN_SAFELIST',
]);

/** GraphQL repeats what it was sent; more of it than this helps nobody. In characters. */
const longestMessage = 500;

/** What GraphQL says of the schema to who misspells it. */
const suggestion = / Did you mean [^?]*\?/g;

export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/**
 * Turns what was thrown into what the client may see: its own mistakes as they are, a part that is down as
 * SERVICE_UNAVAILABLE, and bugs masked. Bugs and outages are logged here, once, with where they happened.
 */
export function createErrorFormatter(log: Logger, { hidesSchema }: { readonly hidesSchema: boolean }): FormatError {
  return (formatted, error) => {
    const code = formatted.extensions?.['code'];
    if (typeof code === 'string' && clientCodes.has(code)) return presentable(formatted, hidesSchema);
    if (isOfInput(error)) return presentable({ ...formatted, extensions: { code: 'BAD_USER_INPUT' } }, hidesSchema);
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

/** Whether GraphQL itself found a variable wrong, before any resolver ran: such an error has no path. */
function isOfInput(error: unknown): boolean {
  return (
    error instanceof GraphQLError &&
    error.path === undefined &&
    error.nodes?.length === 1 &&
    error.nodes[0]?.kind === Kind.VARIABLE_DEFINITION
  );
}

function presentable(formatted: GraphQLFormattedError, hidesSchema: boolean): GraphQLFormattedError {
  const { message, extensions } = formatted;
  const told = hidesSchema ? message.replaceAll(suggestion, '') : message;
  // How it is told over HTTP is no business of the reader.
  const { http: _http, ...rest } = extensions ?? {};
  return { ...formatted, message: told.slice(0, longestMessage), extensions: rest };
}
