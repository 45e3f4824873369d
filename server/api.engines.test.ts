import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openBoxOffice, type TestBoxOffice } from './testing/box-office.ts';
import { buildServer, startBuiltProgram, type BuiltProgram } from './testing/built-program.ts';

let office: TestBoxOffice;
const running: BuiltProgram[] = [];

beforeAll(async () => {
  await buildServer();
  office = await openBoxOffice();
  await office.repositories.mongo.collections.staff.deleteMany({});
});

afterAll(async () => {
  for (const api of running) await api.kill();
  await office[Symbol.asyncDispose]();
});

async function startApi(): Promise<BuiltProgram> {
  const api = await startBuiltProgram('api', office.config);
  running.push(api);
  return api;
}

/** The code that the program has told, if it has. */
const setupCodeIn = ({ lines }: BuiltProgram) =>
  lines.map((line) => /setup code .* is (?<code>[\dA-Z]{4}-[\dA-Z]{4})\./.exec(line)?.groups?.['code']).find(Boolean);

async function setUp(api: BuiltProgram, setupCode: string): Promise<unknown> {
  const query = `mutation ($input: SetUpFirstAdministratorInput!) {
    setUpFirstAdministrator(input: $input) { __typename ... on StaffAccount { role } }
  }`;
  const input = { setupCode, name: 'The First', username: 'first', pin: '739164' };
  const response = await fetch(`http://127.0.0.1:${api.port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { input } }),
  });
  return response.json();
}

it('tells whoever runs it how to set up the first administrator, until there is one', async () => {
  const first = await startApi();
  const code = await vi.waitFor(() => {
    const found = setupCodeIn(first);
    if (found === undefined) throw new Error(`no code in ${first.lines.join('\n')}`);
    return found;
  }, 10_000);
  expect(await setUp(first, code)).toEqual({
    data: { setUpFirstAdministrator: { __typename: 'StaffAccount', role: 'ADMIN' } },
  });
  const later = await startApi();
  expect(await setUp(later, code)).toMatchObject({
    data: { setUpFirstAdministrator: { __typename: 'AlreadySetUpError' } },
  });
  expect(setupCodeIn(later)).toBeUndefined();
});
