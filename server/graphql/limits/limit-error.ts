import { GraphQLError } from 'graphql';

/** An operation is larger than anybody honest needs. `limit` names the limit, `most` is its value. */
export function overLimit(what: string, limit: string, most: number): GraphQLError {
  return new GraphQLError(`The operation has ${what}: at most ${most} may be asked for. Ask for less at once.`, {
    extensions: { code: 'OPERATION_TOO_LARGE', limit, most, http: { status: 400 } },
  });
}
