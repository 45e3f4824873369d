import { getOperationAST, Kind, OperationTypeNode, type DocumentNode, type FragmentDefinitionNode } from 'graphql';
import { operationPermissions } from '../operation-permissions.ts';
import { rootFieldsOf } from './root-fields.ts';

/** What kind of work an operation is, for the limits on how often it may be asked for. */
export type OperationClass =
  /** Proves who somebody is: everything that guesses secrets comes this way. */
  | 'signIn'
  /** Keeps or ends a session that exists. */
  | 'session'
  /** Changes something. */
  | 'write'
  | 'read';

export interface OperationFacts {
  readonly operationClass: OperationClass;
  /** How many requests it counts as: one for each root field, so that aliases don't make it cheaper. */
  readonly requests: number;
}

const sessionFields: ReadonlySet<string> = new Set(['refreshSession', 'signOut', 'signOutElsewhere']);

/** The facts about one operation of a document; about the worst kind of read when the document has no such operation. */
export function operationFacts(document: DocumentNode, operationName: string | undefined): OperationFacts {
  const operation = getOperationAST(document, operationName);
  if (!operation) return { operationClass: 'read', requests: 1 };
  const fragments = new Map(document.definitions.filter(isFragment).map((each) => [each.name.value, each] as const));
  const names = rootFieldsOf(operation, (name) => fragments.get(name)).map(({ name }) => name.value);
  const operationClass = operation.operation === OperationTypeNode.MUTATION ? classOfMutation(names) : 'read';
  return { operationClass, requests: Math.max(1, names.length) };
}

/** What anyone may call before being signed in is signing in, so that a new way to sign in is limited from the start. */
function classOfMutation(names: readonly string[]): OperationClass {
  const open = names.filter((name) => operationPermissions['Mutation']?.[name] === 'anyone');
  if (open.some((name) => !sessionFields.has(name))) return 'signIn';
  return open.length > 0 ? 'session' : 'write';
}

function isFragment(definition: DocumentNode['definitions'][number]): definition is FragmentDefinitionNode {
  return definition.kind === Kind.FRAGMENT_DEFINITION;
}
