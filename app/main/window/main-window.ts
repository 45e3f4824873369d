import path from 'node:path';
import { BrowserWindow, Menu, nativeTheme } from 'electron';
import type { Theme } from '#shared/ipc/channels.ts';
import { appOrigin } from '../security/app-origin.ts';
import type { StationStore } from '../settings/station-store.ts';

/** The room's colour in each theme, so that no white flash comes before the page. */
const background = { dark: '#130C0C', light: '#EFEAE8' };

/** Opens the station's window on its own page; it is shown when it has something to show. */
export function openMainWindow(): BrowserWindow {
  Menu.setApplicationMenu(null);
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 700,
    show: false,
    title: 'Foyer',
    backgroundColor: backgroundColour(),
    webPreferences: {
      preload: path.join(import.meta.dirname, '../preload/preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${appOrigin}/`);
  return window;
}

/** Colours what the page doesn't paint: scroll bars, form controls, the window before and between loads. */
export function applyTheme(theme: Theme): void {
  nativeTheme.themeSource = theme;
  for (const window of BrowserWindow.getAllWindows()) window.setBackgroundColor(backgroundColour());
}

function backgroundColour(): string {
  return nativeTheme.shouldUseDarkColors ? background.dark : background.light;
}

/**
 * Loads the page anew after the server's address changed: the page's policy, which names the only server that it may
 * talk to, is set once per load.
 */
export function reloadAfterServerChange(store: StationStore): void {
  let { apiUrl } = store.settings();
  store.onChange((settings) => {
    if (settings.apiUrl === apiUrl) return;
    apiUrl = settings.apiUrl;
    for (const window of BrowserWindow.getAllWindows()) window.webContents.reload();
  });
}
