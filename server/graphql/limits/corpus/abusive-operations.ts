import { getIntrospectionQuery } from 'graphql';

/** An operation that nobody honest sends, and the code with which it is refused over HTTP and over WebSocket. */
export interface AbusiveOperation {
  readonly name: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  readonly code: string;
}

const tooLarge = 'OPERATION_TOO_LARGE';
const invalid = 'GRAPHQL_VALIDATION_FAILED';
const unreadable = 'GRAPHQL_PARSE_FAILED';
const badInput = 'BAD_USER_INPUT';

/** The text for 0, 1, 2, … `count` − 1. */
function times(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_each, index) => text(index)).join(' ');
}

function nested(count: number, open: string, inside: string): string {
  return `${open.repeat(count)}${inside}${' }'.repeat(count)}`;
}

const hold = 'mutation ($input: HoldSeatsInput!) { holdSeats(input: $input) { __typename } }';
const guess = (index: number) =>
  `a${index}: signInWithPin(input: { username: "cashier", pin: "${1_000 + index}" }) { __typename }`;

const wide: readonly AbusiveOperation[] = [
  { name: 'a field 900 times', query: `{ me { ${times(900, () => 'id')} } }`, code: tooLarge },
  { name: 'a field with fields 240 times', query: `{ ${times(240, () => 'me { id }')} }`, code: tooLarge },
  { name: '100 aliases', query: `{ me { ${times(100, (each) => `a${each}: id`)} } }`, code: tooLarge },
  { name: '100 aliases of a root field', query: `{ ${times(100, (each) => `a${each}: me { id }`)} }`, code: tooLarge },
  { name: '20 guesses of a PIN by aliases', query: `mutation { ${times(20, guess)} }`, code: tooLarge },
  {
    name: 'root fields behind fragments',
    query: `{ ${times(20, (each) => `...F${each}`)} } ${times(20, (each) => `fragment F${each} on Query { a${each}: me { id } }`)}`,
    code: tooLarge,
  },
  { name: 'fields that conflict', query: `{ ${times(80, (each) => `showtime(id: ${each}) { id }`)} }`, code: tooLarge },
  { name: '40 unknown fields', query: `{ me { ${times(40, (each) => `x${each}`)} } }`, code: invalid },
  { name: '10,000 tokens', query: `{ me { ${times(9_000, () => 'x').slice(0, 9_900)} } }`, code: tooLarge },
  { name: '100 operations', query: times(100, (each) => `query Q${each} { me { id } }`), code: tooLarge },
  {
    name: '190 variables',
    query: `query (${times(190, (each) => `$v${each}: Int = 1`)}) { me { id } }`,
    code: tooLarge,
  },
  { name: 'a page of everything', query: pageOfEverything(200), code: tooLarge },
  { name: 'a page whose size a variable says', query: pageOfEverything('$n'), variables: { n: 200 }, code: tooLarge },
];

/** Orders with more in each than anybody shows, as many as a page may have. */
function pageOfEverything(first: number | '$n'): string {
  const ticket = 'id serial seatId ticketType price { amount currency }';
  const order = times(6, (each) => `t${each}: tickets { ${ticket} }`);
  return `query ${first === '$n' ? '($n: Int!) ' : ''}{ orders(first: ${first}) { nodes { id ${order} } } }`;
}

const deep: readonly AbusiveOperation[] = [
  { name: '200 levels', query: `{ ${nested(200, 'me { ', 'id')} }`, code: tooLarge },
  { name: '300 levels of inline fragments', query: `{ ${nested(300, '... { ', 'me { id }')} }`, code: tooLarge },
  {
    name: '400 levels of a list',
    query: `{ showtime(id: ${'['.repeat(400)}${']'.repeat(400)}) { id } }`,
    code: invalid,
  },
  {
    name: '30 levels by fragments',
    query: `{ ...F0 } ${times(30, (each) => `fragment F${each} on Query { ... { ...F${each + 1} } }`)} fragment F30 on Query { me { id } }`,
    code: tooLarge,
  },
  {
    name: 'introspection that goes round',
    query: `{ __schema { types { ${nested(9, 'fields { type { ', 'name')}${' }'.repeat(9)} } } }`,
    code: invalid,
  },
  { name: 'variables 100 levels deep', query: hold, variables: { input: levels(100) }, code: tooLarge },
];

function levels(count: number): unknown {
  let value: unknown = 'x';
  for (let each = 0; each < count; each += 1) value = [value];
  return value;
}

const fragments: readonly AbusiveOperation[] = [
  { name: 'a fragment that spreads itself', query: '{ ...A } fragment A on Query { me { id } ...A }', code: invalid },
  {
    name: 'fragments that spread each other',
    query: '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A me { id } }',
    code: invalid,
  },
  {
    name: 'fragments that double 25 times',
    query: `{ me { ...F0 } } ${times(25, (each) => `fragment F${each} on StaffMember { ...F${each + 1} ...F${each + 1} }`)} fragment F25 on StaffMember { id }`,
    code: tooLarge,
  },
  { name: '200 spreads', query: `{ ${times(200, () => '...A')} } fragment A on Query { me { id } }`, code: tooLarge },
  {
    name: '60 fragments that nobody uses',
    query: `{ me { id } } ${times(60, (each) => `fragment F${each} on Query { me { id } }`)}`,
    code: invalid,
  },
];

const directives: readonly AbusiveOperation[] = [
  {
    name: '400 directives',
    query: `{ me { id ${times(400, () => '@skip(if: false)').slice(0, 6_000)} } }`,
    code: tooLarge,
  },
  { name: '100 unknown directives', query: `{ me { id ${times(100, (each) => `@x${each}`)} } }`, code: tooLarge },
];

const texts: readonly AbusiveOperation[] = [
  { name: 'a text of 40,000 characters', query: `{ showtime(id: "${'x'.repeat(40_000)}") { id } }`, code: tooLarge },
  { name: 'a text of 5,000 characters', query: `{ showtime(id: "${'x'.repeat(5_000)}") { id } }`, code: tooLarge },
  {
    name: 'a block of 5,000 characters',
    query: `{ showtime(id: """${'x\n'.repeat(2_500)}""") { id } }`,
    code: tooLarge,
  },
  { name: 'comments of 30,000 characters', query: `{ me { id } } ${'#\n'.repeat(15_000)}`, code: tooLarge },
  { name: 'commas of 50,000 characters', query: `{ me { id ${','.repeat(50_000)} } }`, code: tooLarge },
  { name: 'a variable of 20,000 characters', query: hold, variables: { input: 'x'.repeat(20_000) }, code: tooLarge },
  {
    name: 'a list of 300 items',
    query: `{ orders(filter: { states: [${times(300, () => 'PAID')}] }) { nodes { id } } }`,
    code: tooLarge,
  },
  {
    name: 'a variable with 5,000 items',
    query: hold,
    variables: { input: { holdId: 'x', showtimeId: 'x', seatIds: Array.from({ length: 5_000 }, String) } },
    code: tooLarge,
  },
  {
    name: 'variables with 2,000 names',
    query: hold,
    variables: Object.fromEntries(Array.from({ length: 2_000 }, (_each, index) => [`v${index}`, index])),
    code: tooLarge,
  },
];

const wrong: readonly AbusiveOperation[] = [
  { name: 'no GraphQL', query: 'SELECT * FROM orders', code: unreadable },
  { name: 'half of an operation', query: '{ me { id ', code: unreadable },
  { name: 'a text without end', query: '{ showtime(id: "x) { id } }', code: unreadable },
  { name: 'a character that is none', query: '{ me { \u0000 } }', code: unreadable },
  { name: 'half of a surrogate pair', query: '{ showtime(id: "\\uD83D") { id } }', code: unreadable },
  { name: 'a definition of a type', query: 'type Query { hacked: Int }', code: invalid },
  { name: 'an unknown operation', query: '{ drop }', code: invalid },
  { name: 'a number where an object belongs', query: hold, variables: { input: 1 }, code: badInput },
  { name: 'no variables', query: hold, code: badInput },
  {
    name: 'the prototype of all objects',
    query: hold,
    variables: JSON.parse(
      '{ "input": { "__proto__": { "role": "ADMIN" }, "holdId": "x", "showtimeId": "x" } }',
    ) as Record<string, unknown>,
    code: badInput,
  },
  {
    name: 'two root fields of a subscription',
    query: 'subscription { a: showtimesChanged(cinemaId: "x") { id } b: showtimesChanged(cinemaId: "x") { id } }',
    code: invalid,
  },
];

const curious: readonly AbusiveOperation[] = [
  { name: 'the whole schema', query: getIntrospectionQuery(), code: invalid },
  { name: 'one type of the schema', query: '{ __type(name: "Mutation") { fields { name } } }', code: invalid },
  {
    name: 'the schema behind a fragment',
    query: '{ ...S } fragment S on Query { __schema { description } }',
    code: invalid,
  },
];

/** Operations that are refused wherever free-form documents run and introspection is off. */
export const abusiveOperations: readonly AbusiveOperation[] = [
  ...wide,
  ...deep,
  ...fragments,
  ...directives,
  ...texts,
  ...wrong,
  ...curious,
];
