import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as projectRules from '../.config/import-rules.mjs';
import { checkImports } from './check-imports.mjs';

/** The project's rules for a tree of a few files, where most rules have nothing to apply to. */
const rulesFor = (files) => ({
  ...projectRules,
  minimumFiles: 1,
  folderRules: projectRules.folderRules.filter(
    ({ from }) => from === 'server/' || Object.keys(files).some((file) => file.startsWith(from)),
  ),
});

const clean = {
  'app/renderer/main.tsx':
    "import { money } from '#shared/domain/money.ts';\nimport { createRoot } from 'react-dom/client';\n",
  'server/api.ts': "import { MongoClient } from './mongo/client.ts';\n",
  'server/mongo/client.ts': "export { MongoClient } from 'mongodb';\n",
  'shared/domain/money.ts': 'export const money = 1;\n',
};

/** What is planted → what must be said about it. Each is one violation and nothing else. */
const violations = {
  'a station that imports the server': [
    'app/renderer/a.ts',
    "import '#server/mongo/client.ts';",
    'app/renderer/ may only import',
  ],
  'a server that imports the station': [
    'server/mongo/a.ts',
    "import '../../app/renderer/main.tsx';",
    'server/mongo/ may only import',
  ],
  'shared code that imports the server': [
    'shared/domain/a.ts',
    "import '#server/api.ts';",
    'shared/domain/ may only import',
  ],
  'shared code that imports a package': ['shared/domain/a.ts', "import { z } from 'zod';", 'imports no packages'],
  'a pure rule that imports a driver': ['server/domain/a.ts', "import 'mongodb';", 'imports no packages'],
  'a pure rule that imports Node': ['server/domain/a.ts', "import 'node:fs';", 'imports no packages'],
  'Redis code that imports MongoDB code': [
    'server/redis/a.ts',
    "import '../mongo/client.ts';",
    'server/redis/ may only import',
  ],
  'MongoDB code that imports Redis code': [
    'server/mongo/a.ts',
    "export * from '../redis/client.ts';",
    'server/mongo/ may only import',
  ],
  'a resolver that imports a repository, as a type': [
    'server/graphql/a.ts',
    "import type { MongoClient } from '../mongo/client.ts';",
    'server/graphql/ may only import',
  ],
  'a worker that imports a driver': [
    'server/workers/a.ts',
    "const m = await import('mongodb');",
    'mongodb may only be imported',
  ],
  'a re-export of the other end': [
    'server/http/a.ts',
    "export { a } from '#app/main/a.ts';",
    'server/http/ may only import',
  ],
  'a main process that knows React': ['app/main/a.ts', "import 'react';", 'react may only be imported'],
  'a main process that speaks GraphQL': [
    'app/main/a.ts',
    "import '@apollo/client/core';",
    '@apollo/client may only be imported',
  ],
  'a renderer that imports the main process': [
    'app/renderer/a.ts',
    "import '../main/a.ts';",
    'app/renderer/ may only import',
  ],
  'a renderer that imports Electron': ['app/renderer/a.ts', "import 'electron';", 'electron may only be imported'],
  'a preload that imports more than the IPC contract': [
    'app/preload/a.ts',
    "import '#shared/domain/money.ts';",
    'app/preload/ may only import',
  ],
  'a program that imports a test': ['server/mongo/a.ts', "import './client.test.ts';", 'only tests may import'],
  'a test that imports the other end': [
    'server/mongo/a.test.ts',
    "import '#app/main/a.ts';",
    'tests of server/ may only import',
  ],
  'an import without its extension': ['server/mongo/a.ts', "import './client';", 'name the file with its extension'],
  'a file that imports itself': [
    'server/mongo/a.ts',
    "import './a.ts';",
    'imports go in a circle: server/mongo/a.ts → server/mongo/a.ts',
  ],
};

describe('the import check', () => {
  let root;
  beforeEach(async () => (root = await mkdtemp(join(tmpdir(), 'foyer-imports-'))));
  afterEach(() => rm(root, { recursive: true }));

  const check = async (files, rules = rulesFor(files)) => {
    for (const [file, source] of Object.entries(files)) {
      await mkdir(dirname(join(root, file)), { recursive: true });
      await writeFile(join(root, file), source);
    }
    return checkImports(root, rules);
  };

  test('finds nothing in a clean tree', async () => {
    expect(await check(clean)).toEqual({ files: 4, problems: [] });
  });

  test.each(Object.entries(violations))('finds %s', async (_, [file, source, complaint]) => {
    const { problems } = await check({ ...clean, [file]: source });
    expect(problems).toEqual([expect.stringContaining(complaint)]);
    expect(problems[0]).toContain(file);
  });

  test('finds a circle of three', async () => {
    const { problems } = await check({
      ...clean,
      'server/mongo/a.ts': "import './b.ts';",
      'server/mongo/b.ts': "import type { C } from './c.ts';",
      'server/mongo/c.ts': "import './a.ts';",
    });
    expect(problems).toEqual([
      'imports go in a circle: server/mongo/a.ts → server/mongo/b.ts → server/mongo/c.ts → server/mongo/a.ts',
    ]);
  });

  test('fails on an empty tree', async () => {
    const { files, problems } = await check({}, projectRules);
    expect(files).toBe(0);
    expect(problems).toContain('app/ has no files');
    expect(problems).toContainEqual(expect.stringContaining('only 0 files were looked at'));
  });

  test('fails when a top folder contributes nothing, and when a rule applies to nothing', async () => {
    const { 'app/renderer/main.tsx': _, ...withoutApp } = clean;
    const rules = { ...rulesFor(clean), minimumFiles: 1 };
    expect((await check(withoutApp, rules)).problems).toEqual([
      'app/ has no files',
      'the rule for app/renderer/ applies to no file',
    ]);
  });

  test('fails when fewer files than expected were looked at', async () => {
    expect((await check(clean, { ...rulesFor(clean), minimumFiles: 5 })).problems).toEqual([
      'only 4 files were looked at; at least 5 were expected',
    ]);
  });

  test('refuses what it can not read', async () => {
    await expect(check({ ...clean, 'server/mongo/a.ts': 'import {' })).rejects.toThrow(
      "server/mongo/a.ts can't be parsed",
    );
  });
});
