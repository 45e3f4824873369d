import { contextBridge, ipcRenderer } from 'electron';
import { isEventChannel, isInvokeChannel, type FoyerBridge } from '#shared/ipc/channels.ts';

/** The only door between the page and the main process: known channels, one payload, and no Electron object. */
const bridge: FoyerBridge = {
  invoke(channel, ...[payload]) {
    if (!isInvokeChannel(channel)) return Promise.reject(new Error(`Unknown channel: ${String(channel)}`));
    return ipcRenderer.invoke(channel, payload);
  },
  on(channel, listener) {
    if (!isEventChannel(channel)) throw new Error(`Unknown event: ${String(channel)}`);
    const forward = (_event: unknown, payload: Parameters<typeof listener>[0]) => listener(payload);
    ipcRenderer.on(channel, forward);
    return () => {
      ipcRenderer.off(channel, forward);
    };
  },
};

contextBridge.exposeInMainWorld('foyer', bridge);
