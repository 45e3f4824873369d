import { refuse, unsupportedModule } from '../unsupported.ts';
import type { App } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import type { IpcMain } from './ipc-main.ts';
import { dialog, Menu, safeStorage, type NativeTheme } from './small-modules.ts';
import type { WebContents } from './web-contents.ts';

/** All that `electron` exports to a main process and that this host lacks. */
const lacking = [
  'autoUpdater',
  'BaseWindow',
  'BrowserView',
  'clipboard',
  'contentTracing',
  'crashReporter',
  'desktopCapturer',
  'globalShortcut',
  'ImageView',
  'inAppPurchase',
  'MenuItem',
  'MessageChannelMain',
  'nativeImage',
  'net',
  'netLog',
  'Notification',
  'parentPort',
  'powerMonitor',
  'powerSaveBlocker',
  'pushNotifications',
  'screen',
  'ServiceWorkerMain',
  'ShareMenu',
  'shell',
  'systemPreferences',
  'TouchBar',
  'Tray',
  'utilityProcess',
  'View',
  'WebContentsView',
  'webFrameMain',
] as const;

const provided = [
  'app',
  'BrowserWindow',
  'dialog',
  'ipcMain',
  'Menu',
  'nativeTheme',
  'protocol',
  'safeStorage',
  'session',
  'webContents',
] as const;

/** The names that a module importing `electron` may import. */
export const electronExports: readonly string[] = [...provided, ...lacking];

interface Parts {
  readonly app: App;
  readonly ipcMain: IpcMain;
  readonly nativeTheme: NativeTheme;
  readonly protocol: object;
  readonly session: object;
}

/** The object behind `require('electron')`. What Electron gives to pages alone is absent, as it is there. */
export function createElectronModule(parts: Parts): object {
  const contents = (): WebContents[] => BrowserWindow.getAllWindows().map((window) => window.webContents);
  const webContents = refuse('webContents', {
    getAllWebContents: contents,
    fromId: (id: number) => contents().find((candidate) => candidate.id === id),
    fromDevToolsTargetId: (id: string) => contents().find((candidate) => candidate.targetId() === id),
  });
  const modules: Record<(typeof provided)[number], unknown> = {
    ...parts,
    BrowserWindow,
    dialog,
    Menu,
    safeStorage,
    webContents,
  };
  const missing = Object.fromEntries(lacking.map((name) => [name, unsupportedModule(`electron.${name}`)]));
  return { ...modules, ...missing };
}
