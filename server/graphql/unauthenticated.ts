import { GraphQLError } from 'graphql';

/** The answer to a token that is missing or not good. Clients refresh their session when the reason is `expired`. */
export function unauthenticated(message: string, reason: 'missing' | 'expired' | 'revoked' | 'forged'): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'UNAUTHENTICATED', reason, http: { status: 401 } } });
}
