/** Encrypts for the signed-in user of the operating system. */
export interface Cipher {
  isAvailable(): boolean;
  encrypt(text: string): Buffer;
  /** @throws when the bytes were not made by this cipher for this user */
  decrypt(bytes: Buffer): string;
}

/** Where the sealed session lies between two starts. */
export interface SealedFile {
  read(): Buffer | null;
  write(bytes: Buffer): void;
  remove(): void;
}

export interface SessionVault {
  /** Keeps the refresh token; true if it survives a restart. */
  store(refreshToken: string): boolean;
  load(): string | null;
  clear(): void;
}

/**
 * Keeps the refresh token encrypted on disk, or in memory alone where nothing can encrypt it: a token is never
 * written in plain text. A sealed token that can't be opened any more counts as none.
 */
export function createSessionVault(cipher: Cipher, file: SealedFile): SessionVault {
  let inMemory: string | null = null;
  return {
    store(refreshToken) {
      inMemory = refreshToken;
      if (!cipher.isAvailable()) return false;
      file.write(cipher.encrypt(refreshToken));
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
    // Sealed for another user or key: useless to anybody, so the person signs in again.
    file.remove();
    return null;
  }
}
