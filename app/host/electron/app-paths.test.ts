import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAppPaths, readProgram } from './app-paths.ts';

let folder: string;

beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'foyer-paths-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a folder is a program by its package.json', () => {
  writeFileSync(path.join(folder, 'package.json'), '{"name":"x","productName":"X","version":"1.2.3","main":"m.js"}');
  expect(readProgram(folder)).toEqual({ folder, main: path.join(folder, 'm.js'), name: 'X', version: '1.2.3' });
});

test('a script is a program of its own', () => {
  const script = path.join(folder, 'main.js');
  writeFileSync(script, '');
  expect(readProgram(script)).toEqual({ folder, main: script, name: 'Electron', version: '0.0.0' });
});

test('says what it cannot find', () => {
  expect(() => readProgram(path.join(folder, 'nothing'))).toThrow(`Cannot find ${path.join(folder, 'nothing')}`);
});

test('folders follow the name until they are set', () => {
  let name = 'Before';
  const paths = createAppPaths(() => ({ name, folder }));
  name = 'After';
  expect(path.basename(paths.get('userData'))).toBe('After');
  paths.set('userData', path.join(folder, 'own'));
  expect(paths.get('logs')).toBe(path.join(folder, 'own', 'logs'));
  expect(paths.get('sessionData')).toBe(path.join(folder, 'own'));
});

test('refuses unknown names and relative folders', () => {
  const paths = createAppPaths(() => ({ name: 'x', folder }));
  expect(() => paths.get('moon')).toThrow("Failed to get 'moon' path");
  expect(() => paths.set('moon', folder)).toThrow("Failed to set path 'moon'");
  expect(() => paths.set('userData', 'relative')).toThrow('Path must be absolute');
});
