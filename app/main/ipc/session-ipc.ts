import { z } from 'zod';
import type { SecretVault } from '../secrets/secret-vault.ts';
import { handle } from './handle.ts';

export function setupSessionIpc(vault: SecretVault): void {
  handle('session.store', {
    payload: z.strictObject({ refreshToken: z.string().min(1).max(4096) }),
    handle: ({ refreshToken }) => ({ persisted: vault.store(refreshToken) }),
  });
  handle('session.load', {
    payload: z.void(),
    handle: () => {
      const refreshToken = vault.load();
      return refreshToken === null ? null : { refreshToken };
    },
  });
  handle('session.clear', { payload: z.void(), handle: () => vault.clear() });
}
