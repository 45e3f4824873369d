import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { extractFile, listPackage } from '@electron/asar';
import { expect, test } from '@playwright/test';

/**
 * Packs the built station as electron-builder packs it for Linux, around a stand-in for Electron's binary, and looks
 * into the result. Needs `out/app`.
 */
const root = path.resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** By which @electron/fuses finds the fuses in a binary: a marker, a version, their number, one character each. */
const fuseMarker = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fuseNames = [
  'runAsNode',
  'cookieEncryption',
  'nodeOptions',
  'nodeCliInspect',
  'asarIntegrity',
  'onlyLoadAppFromAsar',
  'v8Snapshot',
  'fileProtocolPrivileges',
  'wasmTrapHandlers',
];
/** The state in which Electron is delivered. */
const deliveredFuses = '101100111';

/** Each stands in the server's code and has no business in a station. */
const serverWords = ['PAYMENT_WEBHOOK_SECRET', 'MONGODB_URL', 'REDIS_URL', 'BEGIN PRIVATE KEY'];

let folder: string;
let unpacked: string;
let asar: string;
let packed: string[];

test.beforeAll(async () => {
  test.setTimeout(120_000);
  folder = mkdtempSync(path.join(os.tmpdir(), 'foyer-packaging-'));
  const electronDist = makeElectronDist();
  const settings = [`-c.electronDist=${electronDist}`, `-c.directories.output=${path.join(folder, 'release')}`];
  const builder = path.join(root, 'node_modules/electron-builder/cli.js');
  await run(process.execPath, [builder, '--linux', '--dir', '-c', 'electron-builder.yml', ...settings], { cwd: root });
  unpacked = path.join(folder, 'release/linux-unpacked');
  asar = path.join(unpacked, 'resources/app.asar');
  packed = listPackage(asar, { isPack: false }).map((file) => file.replaceAll('\\', '/').slice(1));
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** As much of a downloaded Electron as the packer looks at. */
function makeElectronDist(): string {
  const dist = path.join(folder, 'electron');
  mkdirSync(path.join(dist, 'resources'), { recursive: true });
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'version']) writeFileSync(path.join(dist, name), '');
  const fuses = Buffer.from([1, deliveredFuses.length, ...Buffer.from(deliveredFuses)]);
  const binary = Buffer.concat([Buffer.alloc(512), Buffer.from(fuseMarker), fuses, Buffer.alloc(512)]);
  writeFileSync(path.join(dist, 'electron'), binary);
  chmodSync(path.join(dist, 'electron'), 0o755);
  return dist;
}

test('the package holds the program: main process, preload script, page, fonts, native library', () => {
  for (const file of [
    'package.json',
    'out/app/main/main.js',
    'out/app/preload/preload.cjs',
    'out/app/renderer/index.html',
  ]) {
    expect(packed).toContain(file);
  }
  expect(packed.some((file) => /^out\/app\/renderer\/assets\/.+\.js$/.test(file))).toBe(true);
  expect(packed.some((file) => file.startsWith('out/app/renderer/posters/'))).toBe(true);
  const plain = path.join(unpacked, 'resources/app.asar.unpacked');
  const native = packed.filter((file) => file.endsWith('.node'));
  const fonts = packed.filter((file) => file.endsWith('.ttf'));
  expect(native.length).toBeGreaterThan(0);
  expect(fonts.length).toBeGreaterThan(0);
  for (const file of [...native, ...fonts]) expect(existsSync(path.join(plain, file))).toBe(true);
});

test('the package holds nothing else', () => {
  const isExpected = (file: string) =>
    /^(package\.json|out|out\/app|out\/app\/(main|preload|renderer)(\/.*)?)$/.test(file) ||
    /^node_modules(\/@resvg(\/[^/]+(\/[^/]+\.(js|json|node))?)?)?$/.test(file);
  expect(packed.filter((file) => !isExpected(file))).toEqual([]);
  expect(packed.filter((file) => /\.(ts|tsx|map|graphql|lua|env|pem|key)$|\.(test|spec)\./.test(file))).toEqual([]);
});

test('the bundles speak of no server code, no secrets and no paths of the machine that built them', () => {
  const bundles = packed.filter((file) => /^out\/app\/.*\.(js|cjs|html)$/.test(file));
  expect(bundles.length).toBeGreaterThan(2);
  for (const file of bundles) {
    const text = extractFile(asar, file).toString('utf8');
    for (const foreign of [path.join(root, 'node_modules'), path.join(root, 'app'), ...serverWords]) {
      expect(text.includes(foreign), `${file} contains ${foreign}`).toBe(false);
    }
  }
});

test('the manifest starts the bundle and names no dependency', () => {
  const manifest = JSON.parse(extractFile(asar, 'package.json').toString('utf8')) as Record<string, unknown>;
  expect(manifest['main']).toBe('out/app/main/main.js');
  expect(manifest['dependencies'] ?? null).toBeNull();
  expect(manifest['scripts'] ?? null).toBeNull();
});

test('the fuses are set in the executable', () => {
  const binary = readFileSync(path.join(unpacked, 'foyer'));
  const start = binary.indexOf(fuseMarker) + fuseMarker.length + 2;
  const states = Array.from(
    binary.subarray(start, start + fuseNames.length),
    (byte) => String.fromCharCode(byte) === '1',
  );
  expect(Object.fromEntries(fuseNames.map((name, index) => [name, states[index]]))).toEqual({
    runAsNode: false,
    cookieEncryption: true,
    nodeOptions: false,
    nodeCliInspect: false,
    asarIntegrity: true,
    onlyLoadAppFromAsar: true,
    v8Snapshot: true,
    fileProtocolPrivileges: false,
    wasmTrapHandlers: true,
  });
});
