import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultPreferences } from './preferences.ts';
import { readSettingsFile } from './settings-file.ts';

const now = new Date('2026-11-21T10:00:00Z');
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'foyer-settings-'));
  file = path.join(folder, 'station.json');
});

afterEach(() => rmSync(folder, { recursive: true }));

test('a file that is not there is no fault', () => {
  expect(readSettingsFile(file, now)).toEqual({ kind: 'absent' });
});

test('reads what was saved', () => {
  const preferences = { ...defaultPreferences('station-1'), stationName: 'Counter 4' };
  writeFileSync(file, JSON.stringify(preferences));
  expect(readSettingsFile(file, now)).toEqual({ kind: 'read', preferences });
});

test.each([
  ['text that is not JSON', '{ "stationName": ', /^not JSON/],
  ['a wrong value', JSON.stringify({ ...defaultPreferences('s'), theme: 'blue' }), /^theme: /],
  ['a list', '[]', /expected object/],
])('keeps a copy of %s and says what is wrong', (_name, text, reason) => {
  writeFileSync(file, text);
  const outcome = readSettingsFile(file, now);
  expect(outcome.kind === 'malformed' && outcome.reason).toMatch(reason);
  const backups = readdirSync(folder).filter((name) => name !== 'station.json');
  expect(backups).toEqual([`station.malformed-${now.getTime()}.json`]);
  expect(readFileSync(path.join(folder, backups[0] ?? ''), 'utf8')).toBe(text);
});
