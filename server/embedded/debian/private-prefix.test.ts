import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EngineUnavailableError } from '../engine.ts';
import { isDebianLike } from './apt.ts';
import { privatePrefix, type PrefixRecipe } from './private-prefix.ts';

const recipe: PrefixRecipe = {
  name: 'nothing',
  title: 'Nothing',
  suite: 'forky',
  roots: ['nothing'],
  skipped: /^$/,
  excluded: [],
  finish: () => Promise.resolve(),
};

let cacheDirectory: string;
let mirror: Server;
let answer: string | undefined;
beforeEach(async () => {
  cacheDirectory = mkdtempSync(join(tmpdir(), 'foyer-cache-'));
  mirror = createServer((request, response) => {
    const isKnown = answer !== undefined && request.url?.endsWith('/InRelease');
    response.writeHead(isKnown ? 200 : 404).end(isKnown ? answer : '');
  }).listen(0, '127.0.0.1');
  await once(mirror, 'listening');
});
afterEach(() => {
  mirror.close();
  rmSync(cacheDirectory, { recursive: true });
});

describe.runIf(isDebianLike())('a mirror', () => {
  test.each([
    ['has not got the release', undefined],
    ['does not sign it', 'Origin: Debian\nSuite: forky\nCodename: forky\nComponents: main\nArchitectures: amd64\n'],
  ])('that %s leaves one clear line and nothing else', async (_what, inRelease) => {
    answer = inRelease;
    const { port } = mirror.address() as AddressInfo;
    const options = { cacheDirectory, mirror: `http://127.0.0.1:${port}/debian`, onProgress: () => {} };
    const error: unknown = await privatePrefix(recipe, options).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(EngineUnavailableError);
    expect((error as Error).message).toMatch(/^Nothing could not be fetched: [^\n]+$/);
    expect(readdirSync(cacheDirectory)).toEqual([]);
  });
});
