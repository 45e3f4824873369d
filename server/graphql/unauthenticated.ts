import { GraphQLError } from 'graphql';

/** The answer to a missing, expired or forged token. Clients refresh their session when the reason is `expired`. */
export function unauthenticated(message: string, reason: 'missing' | 'expired' | 'forged'): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'UNAUTHENTICATED', reason, http: { status: 401 } } });
}
