import type { GraphQLField, GraphQLSchema } from 'graphql';
import { mayRole, permissions, permissionsByRole, roles, type Role } from '#shared/domain/roles.ts';
import { operationPermissions, type Requirement } from '../operation-permissions.ts';

/** Everybody who may ask: the roles, and whoever isn't signed in. */
export const askers = ['NOBODY', ...roles] as const;
export type Asker = 'NOBODY' | Role;

export type Verdict = 'allowed' | 'UNAUTHENTICATED' | 'FORBIDDEN';

export interface Operation {
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly field: GraphQLField<unknown, unknown>;
  readonly requirement: Requirement;
}

/** Every root field of the schema with what it requires. */
export function operationsOf(schema: GraphQLSchema): readonly Operation[] {
  const types = {
    query: schema.getQueryType(),
    mutation: schema.getMutationType(),
    subscription: schema.getSubscriptionType(),
  };
  return Object.entries(types).flatMap(([kind, type]) =>
    Object.values(type?.getFields() ?? {}).map((field): Operation => {
      const requirement = operationPermissions[type?.name ?? '']?.[field.name];
      if (!requirement) throw new Error(`${field.name} has no requirement`);
      return { kind: kind as Operation['kind'], field, requirement };
    }),
  );
}

/** What the table says. */
export function verdictFor(asker: Asker, requirement: Requirement): Verdict {
  if (requirement === 'anyone') return 'allowed';
  if (asker === 'NOBODY') return 'UNAUTHENTICATED';
  return requirement === 'signed-in' || mayRole(asker, requirement) ? 'allowed' : 'FORBIDDEN';
}

/** Who may call what, and who has which right, as a text to be read in a review. */
export function printMatrix(operations: readonly Operation[]): string {
  const calls = operations.map(({ kind, field, requirement }) => [
    `${kind} ${field.name}`,
    requirement,
    ...askers.map((asker) => mark(verdictFor(asker, requirement) === 'allowed')),
  ]);
  const rights = permissions.map((permission) => [
    permission,
    ...roles.map((role) => mark(permissionsByRole[role].includes(permission))),
  ]);
  const byName = ([a = '']: readonly string[], [b = '']: readonly string[]) => (a < b ? -1 : 1);
  return [
    printTable([['operation', 'requires', ...askers], ...calls.toSorted(byName)]),
    printTable([['right', ...roles], ...rights.toSorted(byName)]),
  ].join('\n');
}

function mark(isAllowed: boolean): string {
  return isAllowed ? 'yes' : '-';
}

function printTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_cell, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}
