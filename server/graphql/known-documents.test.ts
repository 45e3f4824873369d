import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { KnownDocuments } from './known-documents.ts';
import { hashOf, readTrustedDocuments } from './trusted-documents.ts';

const schema = buildSchema('type Query { cheap: Int, dear(x: Int): [Int!]! }');
const trustedText = 'query Cheap {\n  cheap\n}';
const trusted = readTrustedDocuments(schema, { [hashOf(trustedText)]: trustedText });

function known({ requiresTrusted = false, allowsIntrospection = false } = {}): KnownDocuments {
  return new KnownDocuments({ schema, trusted, requiresTrusted, allowsIntrospection });
}

/** Code and message of why a request is refused; its text when it runs. */
function outcome(documents: KnownDocuments, request: Parameters<KnownDocuments['find']>[0]): string {
  const found = documents.find(request);
  return 'refused' in found ? String(found.refused[0].extensions['code']) : found.text;
}

describe('trusted documents', () => {
  const hash = hashOf(trustedText);
  const other = hashOf('another');

  it.each([
    ['the hash of one', { sha256Hash: hash }, trustedText],
    ['its text', { query: trustedText }, trustedText],
    ['the hash of one and another text', { sha256Hash: hash, query: '{ dear }' }, trustedText],
    ['another text', { query: '{ cheap }' }, 'QUERY_NOT_IN_SAFELIST'],
    ['an unknown hash', { sha256Hash: other }, 'PERSISTED_QUERY_NOT_IN_LIST'],
    ['an unknown hash with its text', { sha256Hash: other, query: '{ cheap }' }, 'PERSISTED_QUERY_NOT_IN_LIST'],
    ['a name that every object has', { sha256Hash: '__proto__' }, 'PERSISTED_QUERY_NOT_IN_LIST'],
    ['nothing', {}, 'BAD_REQUEST'],
  ])('where only they run: %s', (_name, request, expected) => {
    expect(outcome(known({ requiresTrusted: true }), request)).toBe(expected);
  });

  it.each([
    ['the hash of one', { sha256Hash: hash }, trustedText],
    ['another text', { query: '{ cheap }' }, '{ cheap }'],
    // With the code at which Apollo's clients send the text.
    ['an unknown hash', { sha256Hash: other }, 'PERSISTED_QUERY_NOT_FOUND'],
    ['an unknown hash with its text', { sha256Hash: other, query: '{ cheap }' }, '{ cheap }'],
  ])('where anything runs: %s', (_name, request, expected) => {
    expect(outcome(known(), request)).toBe(expected);
  });

  it('of another build stop the start', () => {
    expect(() => readTrustedDocuments(schema, { [other]: trustedText })).toThrow('Cheap');
    const unfit = 'query Unfit {\n  gone\n}';
    expect(() => readTrustedDocuments(schema, { [hashOf(unfit)]: unfit })).toThrow('Unfit');
  });
});

describe('free-form documents', () => {
  it('have one document for one text, and are found by its hash', () => {
    const documents = known();
    const first = documents.find({ query: '{ cheap }' });
    expect(documents.find({ query: '{ cheap }' })).toBe(first);
    expect(documents.byHash(hashOf('{ cheap }'))).toBe(first);
  });

  it('are remembered while there is room: new ones push old ones out, refused ones nobody', () => {
    const documents = known();
    const padded = (name: string) => `query ${name} { ${'cheap '.repeat(10)} } #`.padEnd(9_999, 'x');
    documents.find({ query: padded('First') });
    for (let each = 0; each < 2_000; each += 1)
      documents.find({ query: padded(`Wrong${each}`).replace('{', '{ gone') });
    expect(documents.byHash(hashOf(padded('First')))).toBeDefined();
    for (let each = 0; each < 2_000; each += 1) documents.find({ query: padded(`Q${each}`) });
    expect(documents.byHash(hashOf(padded('First')))).toBeUndefined();
    expect(documents.byHash(hashOf(padded('Q1999')))).toBeDefined();
  });

  it.each([
    ['{ chaep }', true, 'GRAPHQL_VALIDATION_FAILED: Cannot query field "chaep" on type "Query". Did you mean "cheap"?'],
    ['{ chaep }', false, 'GRAPHQL_VALIDATION_FAILED: Cannot query field "chaep" on type "Query".'],
    ['{ __schema { description } }', false, /^GRAPHQL_VALIDATION_FAILED: GraphQL introspection has been disabled/],
    [
      '{ __type(name: "Query") { name } }',
      false,
      /^GRAPHQL_VALIDATION_FAILED: GraphQL introspection has been disabled/,
    ],
    ['{ cheap', false, 'GRAPHQL_PARSE_FAILED: Syntax Error: Expected Name, found <EOF>.'],
  ])('%s with introspection %s', (query, allowsIntrospection, expected) => {
    const found = known({ allowsIntrospection }).find({ query });
    if (!('refused' in found)) throw new Error('it should have been refused');
    const [{ extensions, message }] = found.refused;
    expect(`${String(extensions['code'])}: ${message}`).toMatch(expected);
  });

  it('may ask for the schema where that is allowed', () => {
    expect(outcome(known({ allowsIntrospection: true }), { query: '{ __schema { description } }' })).toContain(
      '__schema',
    );
  });
});
