import { describe, expect, test } from 'vitest';
import { defaultCacheDirectory, defaultDataDirectory, type Platform } from './platform-directories.ts';

const linux: Platform = { platform: 'linux', environment: {}, home: '/home/ada', isRoot: false };

describe('platform directories', () => {
  test.each<[string, Platform, string, string]>([
    ['Linux', linux, '/home/ada/.local/share/foyer', '/home/ada/.cache/foyer'],
    ['Linux as root', { ...linux, isRoot: true, home: '/root' }, '/var/lib/foyer', '/var/cache/foyer'],
    [
      'XDG',
      { ...linux, isRoot: true, environment: { XDG_DATA_HOME: '/d', XDG_CACHE_HOME: '/c' } },
      '/d/foyer',
      '/c/foyer',
    ],
    [
      'macOS',
      { ...linux, platform: 'darwin' },
      '/home/ada/Library/Application Support/Foyer',
      '/home/ada/Library/Caches/Foyer',
    ],
  ])('%s', (_name, platform, data, cache) => {
    expect(defaultDataDirectory(platform)).toBe(data);
    expect(defaultCacheDirectory(platform)).toBe(cache);
  });

  test('Windows keeps data and cache apart', () => {
    const windows: Platform = { ...linux, platform: 'win32', environment: { LOCALAPPDATA: 'L' } };
    expect(defaultDataDirectory(windows)).not.toBe(defaultCacheDirectory(windows));
  });
});
