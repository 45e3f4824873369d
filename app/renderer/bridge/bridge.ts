import type { FoyerBridge } from '#shared/ipc/channels.ts';
import { createBrowserBridge } from './browser-bridge.ts';

/** The door to the main process; in a plain browser one that says honestly what a browser has not. */
export function connectBridge(): FoyerBridge {
  const { foyer } = window as { readonly foyer?: FoyerBridge };
  return foyer ?? createBrowserBridge(new URL(window.location.href), window.localStorage);
}
