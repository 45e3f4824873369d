import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from './lib/root.mjs';

/** What the compiler says about each of these maps, by the name of the constant. */
const source = `
import type { CompleteResolvers } from ${JSON.stringify(join(root, 'server/graphql/generated/resolvers.ts'))};
type Without<Map, Name extends keyof Map> = Omit<Map, Name>;
declare const complete: CompleteResolvers;
export const everything: CompleteResolvers = complete;

// What isn't needed may be left out.
declare const noMoney: Without<CompleteResolvers, 'Money'>;
export const withoutMoney: CompleteResolvers = noMoney;

declare const noQueries: Without<CompleteResolvers, 'Query'>;
export const withoutQueries: CompleteResolvers = noQueries;

declare const noPlaceOrder: Without<CompleteResolvers['Mutation'], 'placeOrder'>;
export const withoutOneMutation: CompleteResolvers['Mutation'] = noPlaceOrder;

declare const noScalar: Without<CompleteResolvers, 'DateTime'>;
export const withoutScalar: CompleteResolvers = noScalar;

// The domain's cinema doesn't hold its auditoriums, but its name.
export const withoutField: CompleteResolvers['Cinema'] = { name: (cinema) => cinema.name };
export const withoutReadableField: CompleteResolvers['Cinema'] = { auditoriums: () => [] };
export const withWrongType: CompleteResolvers['Cinema'] = { auditoriums: () => [], name: () => 7 };
`;

let folder;
let complaints;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'foyer-resolvers-'));
  await writeFile(join(folder, 'maps.ts'), source);
  const compilerOptions = {
    rootDir: '/',
    types: ['node', 'vite/client'],
    typeRoots: [join(root, 'node_modules/@types'), join(root, 'node_modules')],
  };
  const settings = { extends: join(root, 'tsconfig.json'), compilerOptions, include: ['maps.ts'], exclude: [] };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(settings));
  complaints = complaintsIn(await compile(folder));
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

/** What the compiler prints; it ends with an error, as it should here. */
function compile(project) {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  return new Promise((resolve) => {
    execFile(process.execPath, [compiler, '--project', project, '--pretty', 'false'], { cwd: project }, (_, output) =>
      resolve(output),
    );
  });
}

/** Name of a constant of `maps.ts` → the complaint about its line, with the reasons that are indented below it. */
function complaintsIn(output) {
  const lines = source.split('\n');
  const found = [...output.matchAll(/^maps\.ts\((?<line>\d+),\d+\): error (?<text>.*(\n .*)*)$/gm)];
  return Object.fromEntries(
    found.map(({ groups: { line, text } }) => [/const (?<name>\w+)/.exec(lines[line - 1]).groups.name, text]),
  );
}

test('exactly the maps that lack something do not compile', () => {
  expect(Object.keys(complaints).sort()).toEqual([
    'withWrongType',
    'withoutField',
    'withoutOneMutation',
    'withoutQueries',
    'withoutScalar',
  ]);
});

test.each([
  ['withoutQueries', 'Query'],
  ['withoutOneMutation', 'placeOrder'],
  ['withoutScalar', 'DateTime'],
  ['withoutField', 'auditoriums'],
])('the complaint about %s names %s', (name, missing) => {
  expect(complaints[name]).toContain(missing);
});
