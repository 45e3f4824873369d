import { z } from 'zod';
import type { SessionVault } from '../session/session-vault.ts';
import { handle } from './handle.ts';

export function setupSessionIpc(vault: SessionVault): void {
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
