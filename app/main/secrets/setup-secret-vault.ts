import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { app, safeStorage } from 'electron';
import { createSecretVault, type Cipher, type SealedFile, type SecretVault } from './secret-vault.ts';

/** A secret in the user-data folder, in `<name>.sealed`, sealed by the system's key store. */
export function setupSecretVault(name: 'session' | 'device'): SecretVault {
  return createSecretVault(systemCipher, sealedFile(path.join(app.getPath('userData'), `${name}.sealed`)));
}

const systemCipher: Cipher = {
  // On Linux without a key ring Electron falls back to a fixed password, which is no encryption at all.
  isAvailable: () =>
    safeStorage.isEncryptionAvailable() &&
    (process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'),
  encrypt: (text) => safeStorage.encryptString(text),
  decrypt: (bytes) => safeStorage.decryptString(bytes),
};

function sealedFile(file: string): SealedFile {
  return {
    read: () => (existsSync(file) ? readFileSync(file) : null),
    write: (bytes) => writeFileSync(file, bytes, { mode: 0o600 }),
    remove: () => rmSync(file, { force: true }),
  };
}
