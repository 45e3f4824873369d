import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLInputType,
} from 'graphql';
import type { Operation } from './permission-matrix.ts';

export interface MinimalOperation {
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The smallest operation on a root field that is valid under the schema, whatever its arguments mean. */
export function minimalOperation({ kind, field }: Operation): MinimalOperation {
  const required = field.args.filter(isRequiredArgument);
  const declared = required.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const passed = required.map(({ name }) => `${name}: $${name}`).join(', ');
  const selection = isLeafType(getNamedType(field.type)) ? '' : ' { __typename }';
  const call = required.length === 0 ? field.name : `${field.name}(${passed})`;
  return {
    text: `${kind} Minimal${required.length === 0 ? '' : `(${declared})`} { ${call}${selection} }`,
    variables: Object.fromEntries(required.map(({ name, type }) => [name, valueOf(type)])),
  };
}

/** Some value of a type. */
function valueOf(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return valueOf(type.ofType);
  if (isListType(type)) return [];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    const given = type.isOneOf ? fields.slice(0, 1) : fields.filter(isRequiredInputField);
    return Object.fromEntries(given.map((field) => [field.name, valueOf(field.type)]));
  }
  switch (type.name) {
    case 'Boolean':
      return false;
    case 'Int':
    case 'Float':
      return 1;
    case 'DateTime':
      return '2026-11-21T12:00:00.000Z';
    default:
      return 'x';
  }
}
