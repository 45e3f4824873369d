import { buildSchema, getOperationAST, Kind, parse, type FragmentDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { KnownDocuments } from '../known-documents.ts';
import { CostEstimate } from './cost.ts';
import { operationLimits } from './operation-limits.ts';

const schema = buildSchema(`
  type Query { node(ids: [ID!], text: String): Node, list: [Node!]!, page(first: Int! = 50): Page! }
  type Node { id: ID!, name: String, node: Node, friends: [Node!]! }
  type Page { nodes: [Node!]! }
`);

/** The text for 0, 1, 2, … `count` − 1. */
function times(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_each, index) => text(index)).join(' ');
}

/** Nine root fields with as many list items as it takes to have `size` tokens. */
function documentOfTokens(size: number): string {
  const items = size - 2 - 9 * 12;
  const share = (root: number) => Math.floor(items / 9) + (root < items % 9 ? 1 : 0);
  return `{ ${times(9, (root) => `a${root}: node(ids: [${times(share(root), String)}]) { id }`)} }`;
}

/** Documents of the size that is asked for, by the limit that they come to. */
const documents: { readonly [limit in Exclude<keyof typeof operationLimits, 'cost'>]: (size: number) => string } = {
  characters: (size) => '{ node { id } } #'.padEnd(size, '.'),
  tokens: documentOfTokens,
  operations: (size) => times(size, (each) => `query Q${each} { node { id } }`),
  depth: (size) => `${'{ node '.repeat(size - 1)}{ id }${' }'.repeat(size - 1)}`,
  aliases: (size) => `{ node { ${times(size, (each) => `a${each}: id`)} } }`,
  directives: (size) => `{ node { ${times(size / 2, (each) => `a${each}: id @include(if: true) @skip(if: false)`)} } }`,
  fragments: (size) => `{ node { ${times(size, () => '... { id }')} } }`,
  repeats: (size) => `{ node { ${times(size, () => 'id')} } }`,
  rootFields: (size) => `{ ${times(size, (each) => `a${each}: node { id }`)} }`,
  listItems: (size) => `{ node(ids: [${times(size, String)}]) { id } }`,
  stringCharacters: (size) => `{ node(text: "${'x'.repeat(size)}") { id } }`,
};

/** The limits that a document is over; undefined when it runs. */
function limitsOver(query: string): unknown {
  const known = new KnownDocuments({
    schema,
    trusted: new Map(),
    requiresTrusted: false,
    allowsIntrospection: true,
  });
  const found = known.find({ query });
  return 'refused' in found ? found.refused.map(({ extensions }) => extensions['limit']) : undefined;
}

describe('the limits of free-form operations', () => {
  it.each(Object.entries(documents))('%s: as much as is allowed, and not more', (limit, document) => {
    const most = operationLimits[limit as keyof typeof documents];
    expect(limitsOver(document(most))).toBeUndefined();
    expect(limitsOver(document(most + (limit === 'directives' ? 2 : 1)))).toContain(limit);
  });

  it('hold however deep a field stands in fragments', () => {
    const spread = (body: string) => `{ node { ...A } } fragment A on Node { ...B } fragment B on Node { ${body} }`;
    expect(limitsOver(spread(times(31, (each) => `a${each}: id`)))).toEqual(['aliases']);
    expect(limitsOver(spread(`${'node { '.repeat(12)}id${' }'.repeat(12)}`))).toEqual(['depth']);
  });

  it('cost: no more values than an answer may have', () => {
    expect(limitsOver('{ list { friends { friends { id } } } }')).toBeUndefined();
    expect(limitsOver('{ list { friends { friends { friends { id } } } } }')).toEqual(['cost']);
  });

  it('are found out quickly for fragments that multiply or go round', () => {
    const doubling = times(40, (each) => `fragment F${each} on Node { ...F${each + 1} node { ...F${each + 1} } }`);
    expect(limitsOver(`{ list { ...F0 } } ${doubling} fragment F40 on Node { id }`)).toContain('depth');
    expect(limitsOver('{ node { ...A } } fragment A on Node { node { ...B } } fragment B on Node { ...A }')).toEqual([
      undefined,
    ]);
  });
});

describe('the cost of an operation', () => {
  function cost(text: string): number {
    const document = parse(text);
    const operation = getOperationAST(document);
    if (!operation) throw new Error('the document has no operation');
    const fragments = document.definitions.filter(
      (each): each is FragmentDefinitionNode => each.kind === Kind.FRAGMENT_DEFINITION,
    );
    return new CostEstimate(schema, (name) => fragments.find((each) => each.name.value === name)).of(operation);
  }

  it.each([
    ['{ node { id name } }', 3],
    ['{ list { id } }', 1 + 20],
    ['{ page(first: 3) { nodes { id } } }', 1 + 3 * 2],
    ['{ page { nodes { id } } }', 1 + 50 * 2],
    ['{ page(first: 3) { nodes { friends { id } } } }', 1 + 3 * (1 + (1 + 20))],
    ['query ($many: Int!) { page(first: $many) { nodes { id } } }', 1 + 200 * 2],
    ['{ page(first: 1000000) { nodes { id } } }', 1 + 200 * 2],
    ['{ page(first: -7) { nodes { id } } }', 1 + 1 * 2],
    ['{ page(first: 3) { ...P } } fragment P on Page { nodes { ... on Node { id } } }', 1 + 3 * 2],
  ])('%s is %i', (text, expected) => {
    expect(cost(text)).toBe(expected);
  });
});
