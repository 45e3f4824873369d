import { refuse } from '../unsupported.ts';
import { createContextBridge } from './context-bridge.ts';
import { createIpcRenderer } from './ipc-renderer.ts';
import type { PageScriptSettings } from './page-script-settings.ts';

/** Bound by the host around this script; the preload script is code in it, because the page's policy forbids eval. */
declare const settings: PageScriptSettings;
declare const preload: (
  require: (name: string) => unknown,
  module: { exports: unknown },
  exports: unknown,
  process: object,
) => void;

/** The isolated world of a window: Electron's renderer modules as far as a sandboxed preload script has them. */
if (window === window.top) {
  const ipcRenderer = createIpcRenderer(settings);
  const electron = refuse('electron', { contextBridge: createContextBridge(settings), ipcRenderer });
  const require = (name: string) => {
    if (name === 'electron' || name === 'electron/renderer') return electron;
    throw new Error(`module not found: ${name}`);
  };
  const module = { exports: {} };
  try {
    preload(require, module, module.exports, rendererProcess());
  } catch (error) {
    ipcRenderer.reportPreloadError(error);
  }
}

function rendererProcess(): object {
  const { platform, versions } = settings;
  return { type: 'renderer', sandboxed: true, contextIsolated: true, platform, versions, env: {}, argv: [] };
}
