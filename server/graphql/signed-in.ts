import type { Actor } from '../domain/actor.ts';
import type { GraphQLContext } from './context.ts';

/** Who asks, in a resolver that the guard lets only signed-in people reach. */
export function signedIn({ actor }: GraphQLContext): Actor {
  if (!actor) throw new Error('an operation that needs somebody signed in was not guarded');
  return actor;
}
