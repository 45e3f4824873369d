import { GraphQLError, type GraphQLFieldConfig, type GraphQLSchema } from 'graphql';
import { mayRole } from '#shared/domain/roles.ts';
import type { GraphQLContext } from './context.ts';
import { unauthenticated } from './unauthenticated.ts';
import { operationPermissions, type Requirement } from './operation-permissions.ts';

type Field = GraphQLFieldConfig<unknown, GraphQLContext>;

/**
 * Puts the permission check in front of every root field. Throws at start when a field has no requirement, so that a
 * new operation can't be open by oversight.
 */
export function guardSchema(schema: GraphQLSchema): GraphQLSchema {
  for (const type of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    if (!type) continue;
    for (const [name, field] of Object.entries(type.getFields())) {
      const requirement = operationPermissions[type.name]?.[name];
      if (!requirement) throw new Error(`${type.name}.${name} has no entry among the operation permissions`);
      guardField(field as unknown as Field, requirement);
    }
  }
  return schema;
}

function guardField(field: Field, requirement: Requirement): void {
  if (requirement === 'anyone') return;
  // A subscription is decided when it starts; its resolver then only maps events.
  const step = field.subscribe ? 'subscribe' : 'resolve';
  const resolver = field[step];
  if (!resolver) throw new Error('a root field has no resolver');
  field[step] = (source, args, context, info) => {
    const refused = refusal(context, requirement);
    if (refused) throw refused;
    return resolver(source, args, context, info);
  };
}

function refusal({ actor }: GraphQLContext, requirement: Exclude<Requirement, 'anyone'>): GraphQLError | undefined {
  if (!actor) return unauthenticated('Sign in first.', 'missing');
  if (requirement === 'signed-in' || mayRole(actor.role, requirement)) return undefined;
  return new GraphQLError(`Your role ${actor.role} may not do this (${requirement}). Ask a manager.`, {
    extensions: { code: 'FORBIDDEN' },
  });
}
