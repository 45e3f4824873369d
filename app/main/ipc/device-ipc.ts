import { z } from 'zod';
import type { SecretVault } from '../secrets/secret-vault.ts';
import { handle } from './handle.ts';

/** The key by which the server knows this device, from its pairing on. */
export function setupDeviceIpc(vault: SecretVault): void {
  handle('device.store', {
    payload: z.strictObject({ deviceKey: z.string().min(1).max(256) }),
    handle: ({ deviceKey }) => ({ persisted: vault.store(deviceKey) }),
  });
  handle('device.load', {
    payload: z.void(),
    handle: () => {
      const deviceKey = vault.load();
      return deviceKey === null ? null : { deviceKey };
    },
  });
  handle('device.clear', { payload: z.void(), handle: () => vault.clear() });
}
