import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { app, safeStorage } from 'electron';
import { createSessionVault, type Cipher, type SealedFile, type SessionVault } from './session-vault.ts';

/** The session in the user-data folder, sealed by the system's key store. */
export function setupSessionVault(): SessionVault {
  return createSessionVault(systemCipher, sealedFile(path.join(app.getPath('userData'), 'session.sealed')));
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
