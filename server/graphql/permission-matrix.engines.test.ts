import { parse, subscribe } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roles } from '#shared/domain/roles.ts';
import { openApi, type TestApi } from '../testing/api-client.ts';
import { openBoxOffice, type TestBoxOffice } from '../testing/box-office.ts';
import { createContext } from './context.ts';
import { createSchema } from './schema.ts';
import { minimalOperation } from './testing/minimal-operation.ts';
import {
  askers,
  operationsOf,
  printMatrix,
  verdictFor,
  type Operation,
  type Verdict,
} from './testing/permission-matrix.ts';

const schema = createSchema();
const operations = operationsOf(schema);
let office: TestBoxOffice;
let api: TestApi;
const tokens = new Map<string, string>();

beforeAll(async () => {
  office = await openBoxOffice();
  api = await openApi(office);
  for (const role of roles) tokens.set(role, await api.signIn(office.cinema.usernames[role]));
});

afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await office[Symbol.asyncDispose]();
});

/** What the gate said; whatever happens behind it counts as let through. */
function verdictOf(errors: readonly { readonly extensions?: Readonly<Record<string, unknown>> }[] = []): Verdict {
  const code = errors[0]?.extensions?.['code'];
  return code === 'UNAUTHENTICATED' || code === 'FORBIDDEN' ? code : 'allowed';
}

/** Asks over HTTP, as clients do. */
async function ask(operation: Operation, token: string | undefined): Promise<Verdict> {
  const { text, variables } = minimalOperation(operation);
  const answer = await api.post(text, variables, token);
  const code = answer.errors?.[0]?.extensions?.['code'];
  // Then the question was wrong, and the gate not reached.
  if (answer.status === 400 && code !== 'FORBIDDEN') throw new Error(JSON.stringify(answer.errors));
  return verdictOf(answer.errors);
}

/** Subscribes as the socket does; there is no telling over a socket that nothing was refused. */
async function listen(operation: Operation, token: string | undefined): Promise<Verdict> {
  const { text, variables } = minimalOperation(operation);
  const contextValue = await createContext(office.services, token);
  const outcome = await subscribe({ schema, document: parse(text), variableValues: variables, contextValue });
  if (!(Symbol.asyncIterator in outcome)) return verdictOf(outcome.errors);
  await outcome.return();
  return 'allowed';
}

describe.each(askers)('%s', (asker) => {
  it.each(operations.map((operation) => [`${operation.kind} ${operation.field.name}`, operation] as const))(
    '%s',
    async (_name, operation) => {
      const expected = verdictFor(asker, operation.requirement);
      const token = tokens.get(asker);
      const verdict = operation.kind === 'subscription' ? listen(operation, token) : ask(operation, token);
      expect(await verdict).toBe(expected);
    },
  );
});

it('is as it was reviewed', async () => {
  await expect(printMatrix(operations)).toMatchFileSnapshot('permission-matrix.txt');
});
