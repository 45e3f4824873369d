import { describe, expect, test } from 'vitest';
import { createSecretVault, type Cipher, type SealedFile } from './secret-vault.ts';

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
  test('a secret survives a restart, and never lies there in plain text', () => {
    const file = memoryFile();
    expect(createSecretVault(cipher(), file).store('a-secret')).toBe(true);
    expect(file.content()?.toString()).not.toContain('a-secret');
    expect(createSecretVault(cipher(), file).load()).toBe('a-secret');
  });

  test('clearing forgets it everywhere', () => {
    const file = memoryFile();
    const vault = createSecretVault(cipher(), file);
    vault.store('a-secret');
    vault.clear();
    expect([vault.load(), file.content()]).toEqual([null, null]);
  });

  test('a secret that cannot be opened counts as none and is removed', () => {
    const file = memoryFile(Buffer.from('made elsewhere'));
    const broken: Cipher = {
      ...cipher(),
      decrypt() {
        throw new Error('wrong key');
      },
    };
    expect(createSecretVault(broken, file).load()).toBeNull();
    expect(file.content()).toBeNull();
  });
});

describe('without a cipher', () => {
  test('a secret is kept in memory alone', () => {
    const file = memoryFile();
    const vault = createSecretVault(cipher(false), file);
    expect(vault.store('a-secret')).toBe(false);
    expect([vault.load(), file.content()]).toEqual(['a-secret', null]);
    expect(createSecretVault(cipher(false), file).load()).toBeNull();
  });
});
