import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { StationPreferences } from '#shared/ipc/channels.ts';
import { preferencesSchema } from './preferences.ts';

export type SettingsFile =
  | { readonly kind: 'absent' }
  | { readonly kind: 'read'; readonly preferences: StationPreferences }
  | { readonly kind: 'malformed'; readonly reason: string; readonly backup: string };

/**
 * Reads a settings file before anything may overwrite it. A malformed file is copied beside itself first, so that
 * nothing a person wrote is lost when the defaults take its place.
 * @param now names the backup
 */
export function readSettingsFile(file: string, now: Date): SettingsFile {
  if (!existsSync(file)) return { kind: 'absent' };
  const parsed = parsePreferences(readFileSync(file, 'utf8'));
  if ('preferences' in parsed) return { kind: 'read', preferences: parsed.preferences };
  const backup = path.join(path.dirname(file), `${path.basename(file, '.json')}.malformed-${now.getTime()}.json`);
  copyFileSync(file, backup);
  return { kind: 'malformed', reason: parsed.reason, backup };
}

function parsePreferences(text: string): { preferences: StationPreferences } | { reason: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { reason: `not JSON (${error instanceof Error ? error.message : String(error)})` };
  }
  const parsed = preferencesSchema.safeParse(value);
  if (parsed.success) return { preferences: parsed.data };
  return { reason: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') };
}
