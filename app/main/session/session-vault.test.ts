import { describe, expect, test } from 'vitest';
import { createSessionVault, type Cipher, type SealedFile } from './session-vault.ts';

/** Turns the bytes round: enough to tell sealed from plain. */
const cipher = (isAvailable = true): Cipher => ({
  isAvailable: () => isAvailable,
  encrypt: (text) => Buffer.from(text).reverse(),
  decrypt: (bytes) => Buffer.from(bytes).reverse().toString(),
});

function memoryFile(content: Buffer | null = null): SealedFile & { content: () => Buffer | null } {
  let bytes = content;
  return { content: () => bytes, read: () => bytes, write: (next) => (bytes = next), remove: () => (bytes = null) };
}

describe('with a cipher', () => {
  test('a token survives a restart, and never lies there in plain text', () => {
    const file = memoryFile();
    expect(createSessionVault(cipher(), file).store('secret-token')).toBe(true);
    expect(file.content()?.toString()).not.toContain('secret-token');
    expect(createSessionVault(cipher(), file).load()).toBe('secret-token');
  });

  test('clearing forgets it everywhere', () => {
    const file = memoryFile();
    const vault = createSessionVault(cipher(), file);
    vault.store('secret-token');
    vault.clear();
    expect([vault.load(), file.content()]).toEqual([null, null]);
  });

  test('a token that cannot be opened counts as none and is removed', () => {
    const file = memoryFile(Buffer.from('made elsewhere'));
    const broken: Cipher = {
      ...cipher(),
      decrypt() {
        throw new Error('wrong key');
      },
    };
    expect(createSessionVault(broken, file).load()).toBeNull();
    expect(file.content()).toBeNull();
  });
});

describe('without a cipher', () => {
  test('a token is kept in memory alone', () => {
    const file = memoryFile();
    const vault = createSessionVault(cipher(false), file);
    expect(vault.store('secret-token')).toBe(false);
    expect([vault.load(), file.content()]).toEqual(['secret-token', null]);
    expect(createSessionVault(cipher(false), file).load()).toBeNull();
  });
});
