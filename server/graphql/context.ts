import type { Actor } from '../domain/actor.ts';
import type { Services } from '../services/services.ts';
import { unauthenticated } from './unauthenticated.ts';

/** What every resolver gets. */
export interface GraphQLContext {
  /** Who asks; null without a token. */
  readonly actor: Actor | null;
  readonly services: Services;
}

/**
 * Finds out who asks. No token means nobody; a token that isn't valid is an error of its own, so that a client learns
 * that it must refresh instead of being treated as a stranger.
 */
export async function createContext(services: Services, token: string | undefined): Promise<GraphQLContext> {
  if (!token) return { actor: null, services };
  const now = services.clock();
  const check = await services.tokens.check(token, now);
  switch (check.kind) {
    case 'valid':
      if (check.actor.stationId !== null) services.stationPresence.seen(check.actor.stationId, now);
      return { actor: check.actor, services };
    case 'revoked':
      throw unauthenticated('Your session was ended. Sign in again.', 'revoked');
    case 'expired':
      throw unauthenticated('Your session must be refreshed.', 'expired');
    case 'forged':
      throw unauthenticated('This access token is not one of ours. Sign in again.', 'forged');
  }
}

/** The token in an `Authorization: Bearer …` header; undefined without one. */
export function bearerToken(header: string | undefined): string | undefined {
  return /^Bearer (?<token>\S+)$/i.exec(header ?? '')?.groups?.['token'];
}
