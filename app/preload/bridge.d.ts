import type { FoyerBridge } from '#shared/ipc/channels.ts';

declare global {
  interface Window {
    readonly foyer: FoyerBridge;
  }
}
