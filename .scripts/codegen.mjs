/**
 * Types from the schema and from the client's operations:
 *   shared/generated/schema.ts                  what the API's types look like
 *   server/graphql/generated/resolvers.ts       what resolvers must be, checked against the domain's types
 *   server/graphql/generated/schema-text.ts     the schema itself, so that the bundled server needs no files
 *   app/renderer/graphql/generated/operations.ts  typed documents
 *   app/renderer/graphql/generated/document-ids.ts  the hash of each of them, by which the client names it
 *   server/graphql/generated/trusted-documents.ts   their texts by hash: all that a server in production runs
 * Writes only what changed. None of it is committed.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { codegen } from '@graphql-codegen/core';
import * as typedDocumentNode from '@graphql-codegen/typed-document-node';
import * as typescript from '@graphql-codegen/typescript';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import * as typescriptResolvers from '@graphql-codegen/typescript-resolvers';
import { buildSchema, parse, printSchema } from 'graphql';
import { completeResolvers } from './lib/complete-resolvers.mjs';
import { documentManifest } from './lib/document-manifest.mjs';
import { mappers } from '../.config/graphql-mappers.mjs';

const root = join(import.meta.dirname, '..');
const banner = '// Made by `npm run codegen` from the schema. Do not edit.\n';

const common = {
  enumsAsTypes: true,
  useTypeImports: true,
  immutableTypes: true,
  defaultScalarType: 'never',
  strictScalars: true,
};

/** Reads every GraphQL file of a folder, sorted by name. */
async function readGraphQL(folder) {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.graphql')).sort();
  return Promise.all(names.map(async (name) => ({ location: name, text: await readFile(join(folder, name), 'utf8') })));
}

async function writeIfChanged(path, content) {
  const file = join(root, path);
  const before = await readFile(file, 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (before === content) return;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}

async function generate(schema, filename, plugins, config, documents = []) {
  const output = await codegen({
    filename,
    schema,
    documents,
    config,
    plugins: Object.keys(plugins).map((name) => ({ [name]: {} })),
    pluginMap: plugins,
  });
  await writeIfChanged(filename, banner + output);
}

/** A module with one table of texts. */
function constant(name, table) {
  return `${banner}export const ${name}: Readonly<Record<string, string>> = ${JSON.stringify(table, null, 2)};\n`;
}

/** Generates everything. Throws with the place of the fault when the schema or an operation is wrong. */
export async function generateAll() {
  const sources = await readGraphQL(join(root, 'shared/schema'));
  const text = sources.map((source) => source.text).join('\n');
  const schema = parse(printSchema(buildSchema(text)));
  const operations = (await readGraphQL(join(root, 'app/renderer/operations'))).map(({ location, text: source }) => ({
    location,
    document: parse(source),
  }));
  const manifest = documentManifest(operations);
  const wire = { ...common, scalars: { DateTime: 'string' } };
  await Promise.all([
    generate(schema, 'shared/generated/schema.ts', { typescript }, wire),
    generate(
      schema,
      'server/graphql/generated/resolvers.ts',
      { typescript, typescriptResolvers, completeResolvers },
      {
        ...common,
        scalars: { DateTime: 'Date' },
        contextType: '../context.ts#GraphQLContext',
        mappers,
        mapperTypeSuffix: 'Model',
        // GraphQL answers null for undefined.
        maybeValue: 'T | null | undefined',
        inputMaybeValue: 'T | null',
        resolversNonOptionalTypename: { unionMember: true },
      },
    ),
    generate(
      schema,
      'app/renderer/graphql/generated/operations.ts',
      { typescriptOperations, typedDocumentNode },
      { ...wire, onlyOperationTypes: true, nonOptionalTypename: true, skipTypeNameForRoot: true },
      operations,
    ),
    writeIfChanged(
      'server/graphql/generated/schema-text.ts',
      `${banner}export const schemaText = ${JSON.stringify(text)};\n`,
    ),
    writeIfChanged(
      'app/renderer/graphql/generated/document-ids.ts',
      constant('documentIds', Object.fromEntries(manifest.map(({ name, hash }) => [name, hash]))),
    ),
    writeIfChanged(
      'server/graphql/generated/trusted-documents.ts',
      constant('trustedDocuments', Object.fromEntries(manifest.map(({ hash, text: each }) => [hash, each]))),
    ),
  ]);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await generateAll();
