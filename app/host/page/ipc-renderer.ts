import { deferred, type Deferred } from '../deferred.ts';
import { decodeClone, encodeClone } from '../structured-clone-text.ts';
import { refuse } from '../unsupported.ts';
import type { FromHost, PageScriptSettings, ToHost } from './page-script-settings.ts';

type Listener = (event: object, ...values: unknown[]) => void;

export interface IpcRenderer {
  invoke(channel: string, ...values: unknown[]): Promise<unknown>;
  send(channel: string, ...values: unknown[]): void;
  on(channel: string, listener: Listener): IpcRenderer;
  once(channel: string, listener: Listener): IpcRenderer;
  off(channel: string, listener: Listener): IpcRenderer;
  addListener(channel: string, listener: Listener): IpcRenderer;
  removeListener(channel: string, listener: Listener): IpcRenderer;
  removeAllListeners(channel: string): IpcRenderer;
}

/** Electron's `ipcRenderer` over the host's binding. */
export function createIpcRenderer(
  settings: PageScriptSettings,
): IpcRenderer & { reportPreloadError(error: unknown): void } {
  const globals = globalThis as unknown as Record<string, (text: string) => void>;
  const pending = new Map<number, Deferred<unknown>>();
  const listeners = new Map<string, Listener[]>();
  let lastId = 0;

  const post = (message: ToHost) => globals[settings.sender]?.(JSON.stringify(message));

  globals[settings.receiver] = (text) => {
    const message = JSON.parse(text) as FromHost;
    if (message.kind === 'event') return deliver(message.channel, decodeClone(message.values) as unknown[]);
    const settler = pending.get(message.id);
    pending.delete(message.id);
    if (message.kind === 'reply') settler?.resolve(decodeClone(message.value));
    else settler?.reject(new Error(message.message));
  };

  function deliver(channel: string, values: unknown[]): void {
    for (const listener of listeners.get(channel) ?? []) {
      // One listener's fault must not keep the event from the others.
      try {
        listener({ sender: ipc, ports: [] }, ...values);
      } catch (error) {
        reportError(error);
      }
    }
  }

  const ipc: IpcRenderer & { reportPreloadError(error: unknown): void } = refuse<
    IpcRenderer & { reportPreloadError(error: unknown): void }
  >('ipcRenderer', {
    invoke(channel, ...values) {
      const id = ++lastId;
      const settler = deferred<unknown>();
      const message: ToHost = { kind: 'invoke', id, channel, values: encodeClone(values) };
      pending.set(id, settler);
      post(message);
      return settler.promise;
    },
    send: (channel, ...values) => post({ kind: 'send', channel, values: encodeClone(values) }),
    on(channel, listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipc;
    },
    once(channel, listener) {
      const single: Listener = (event, ...values) => {
        ipc.off(channel, single);
        listener(event, ...values);
      };
      return ipc.on(channel, single);
    },
    off(channel, listener) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((known) => known !== listener),
      );
      return ipc;
    },
    addListener: (channel, listener) => ipc.on(channel, listener),
    removeListener: (channel, listener) => ipc.off(channel, listener),
    removeAllListeners(channel) {
      listeners.delete(channel);
      return ipc;
    },
    reportPreloadError(error) {
      post({ kind: 'preload-error', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    },
  });
  return ipc;
}
