import { createContext, useContext } from 'react';
import type { FoyerBridge } from '#shared/ipc/channels.ts';

const BridgeContext = createContext<FoyerBridge | undefined>(undefined);

export const BridgeProvider = BridgeContext.Provider;

/** The door to the main process. */
export function useBridge(): FoyerBridge {
  const bridge = useContext(BridgeContext);
  if (!bridge) throw new Error('useBridge needs a BridgeProvider above it');
  return bridge;
}
