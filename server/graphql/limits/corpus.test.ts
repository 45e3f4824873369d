import { buildSchema, getIntrospectionQuery, GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { schemaText } from '../generated/schema-text.ts';
import { trustedDocuments } from '../generated/trusted-documents.ts';
import { operationOf } from '../graphql-request.ts';
import { KnownDocuments } from '../known-documents.ts';
import { abusiveOperations } from './corpus/abusive-operations.ts';

const schema = buildSchema(schemaText);
const documents = new KnownDocuments({
  schema,
  trusted: new Map(),
  requiresTrusted: false,
  allowsIntrospection: false,
});

/** The codes with which a request is refused before it runs. */
function refusal(request: unknown): readonly unknown[] {
  const operation = operationOf(request);
  if (operation instanceof GraphQLError) return [operation.extensions['code']];
  const found = documents.find(operation);
  return 'refused' in found ? found.refused.map(({ extensions }) => extensions['code']) : [];
}

describe('the corpus of abusive operations', () => {
  // What is wrong with a variable's type is found when the operation runs.
  it.each(abusiveOperations.filter(({ code }) => code !== 'BAD_USER_INPUT'))('$name', ({ code, ...request }) => {
    expect(refusal(request)).toContain(code);
  });
});

it('the schema may be read, but not round and round, where introspection is on', () => {
  const open = new KnownDocuments({ schema, trusted: new Map(), requiresTrusted: false, allowsIntrospection: true });
  expect(open.find({ query: getIntrospectionQuery() })).toHaveProperty('document');
  const round = abusiveOperations.find(({ name }) => name === 'introspection that goes round');
  expect(open.find({ query: round?.query })).toHaveProperty('refused');
});

it.each(Object.values(trustedDocuments).map((query) => [query.slice(0, query.indexOf('{')).trim(), query]))(
  'what our own programs ask is within the limits: %s',
  (_name, query) => {
    expect(refusal({ query })).toEqual([]);
  },
);
