import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mirrorAmong } from './apt.ts';
import { packageClosure, parsePackageRecords } from './package-closure.ts';
import { isReachableByOthers } from './unprivileged-user.ts';

describe('the mirror', () => {
  test('is that of the release, not of its updates', () => {
    const targets = [
      'Packages main bookworm-security http://mirror.test/debian-security/',
      'Packages contrib bookworm http://other.test/debian/',
      'Translations main bookworm http://other.test/debian/',
      'Packages main bookworm http://mirror.test/debian/',
      'Packages main bookworm-updates http://mirror.test/debian/',
    ];
    expect(mirrorAmong(targets.join('\n'))).toBe('http://mirror.test/debian');
  });

  test('is unknown on a system of another distribution', () => {
    expect(mirrorAmong('Packages main noble http://archive.test/ubuntu/\n')).toBeUndefined();
  });
});

describe('the closure of packages', () => {
  const records = parsePackageRecords(
    [
      'Package: engine\nVersion: 1.0\nDepends: libone (>= 2), virtual, missing | liballoc:any, manager\nDescription: x\n more: y',
      'Package: libone\nVersion: 2\nPre-Depends: libc',
      'Package: libc\nVersion: 3\nDepends: libone',
      'Package: real\nVersion: 4\nProvides: virtual (= 4), other',
      'Package: liballoc\nVersion: 5',
      'Package: manager\nVersion: 6\nDepends: shell',
      'Package: shell\nVersion: 7',
      'Package: unrelated\nVersion: 8',
    ].join('\n\n'),
  );

  test('follows dependencies, alternatives and provided names', () => {
    const names = packageClosure(['engine'], records, () => false).map(({ name }) => name);
    expect(names.sort()).toEqual(['engine', 'liballoc', 'libc', 'libone', 'manager', 'real', 'shell']);
  });

  test('leaves out what is skipped and what only that needs', () => {
    const names = packageClosure(['engine'], records, (name) => name === 'manager').map(({ name }) => name);
    expect(names).not.toContain('manager');
    expect(names).not.toContain('shell');
  });
});

describe.runIf(process.platform !== 'win32')('a folder', () => {
  test('is reachable by others only if all above it may be entered', () => {
    const top = mkdtempSync(join(tmpdir(), 'foyer-reach-'));
    const inside = join(top, 'a', 'b');
    mkdirSync(inside, { recursive: true });
    chmodSync(top, 0o711);
    expect(isReachableByOthers(inside)).toBe(true);
    chmodSync(top, 0o700);
    expect(isReachableByOthers(inside)).toBe(false);
    rmSync(top, { recursive: true });
  });
});
