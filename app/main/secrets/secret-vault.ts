/** Encrypts for the signed-in user of the operating system. */
export interface Cipher {
  isAvailable(): boolean;
  encrypt(text: string): Buffer;
  /** @throws when the bytes were not made by this cipher for this user */
  decrypt(bytes: Buffer): string;
}

/** Where a sealed secret lies between two starts. */
export interface SealedFile {
  read(): Buffer | null;
  write(bytes: Buffer): void;
  remove(): void;
}

export interface SecretVault {
  /** Keeps the secret in place of the one before; true if it survives a restart. */
  store(secret: string): boolean;
  load(): string | null;
  clear(): void;
}

/**
 * Keeps a secret encrypted on disk, or in memory alone where nothing can encrypt it: it is never written in plain text. A
 * sealed secret that can't be opened any more counts as none.
 */
export function createSecretVault(cipher: Cipher, file: SealedFile): SecretVault {
  let inMemory: string | null = null;
  return {
    store(secret) {
      inMemory = secret;
      if (!cipher.isAvailable()) return false;
      file.write(cipher.encrypt(secret));
      return true;
    },
    load() {
      inMemory ??= unseal(cipher, file);
      return inMemory;
    },
    clear() {
      inMemory = null;
      file.remove();
    },
  };
}

function unseal(cipher: Cipher, file: SealedFile): string | null {
  const sealed = cipher.isAvailable() ? file.read() : null;
  if (!sealed) return null;
  try {
    return cipher.decrypt(sealed);
  } catch {
    // Sealed for another user or key: useless to anybody, so the person signs in or the station is paired again.
    file.remove();
    return null;
  }
}
