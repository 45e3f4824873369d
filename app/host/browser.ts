import path from 'node:path';
import { findChromium } from './chromium/find-chromium.ts';
import { launchChromium, type Chromium } from './chromium/chromium-process.ts';
import { takePage, type Page } from './chromium/page.ts';
import { manageTargets, type Targets } from './chromium/targets.ts';
import type { App } from './electron/app.ts';
import type { OpenPageOptions } from './electron/runtime.ts';
import type { PermissionSetting } from './electron/session.ts';

/** The browser under all windows of the program. */
export interface Browser {
  openPage(options: OpenPageOptions): Promise<Page>;
  closePage(page: Page): Promise<void>;
  windowOf(page: Page): Promise<number>;
  applyPermissions(settings: readonly PermissionSetting[]): Promise<void>;
  readonly listening: string | null;
  /** Resolves when the browser is gone, wanted or not. */
  readonly closed: Promise<void>;
  stop(): Promise<void>;
}

/** Starts the machine's Chromium for `app`, in a window where a display is and without one where none is. */
export async function startBrowser(app: App, debuggingPort: number | undefined): Promise<Browser> {
  const executable = findChromium();
  if (!executable) throw new Error('No Chromium found. Install it, or name it by FOYER_CHROMIUM.');
  const headless = !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];
  const chromium = await launchChromium({
    executable,
    profile: path.join(app.getPath('sessionData'), 'chromium'),
    headless,
    debuggingPort,
    switches: app.browserSwitches(),
  });
  return browserOver(chromium, await manageTargets(chromium, headless));
}

function browserOver(chromium: Chromium, targets: Targets): Browser {
  const { connection } = chromium;
  return {
    listening: chromium.listening,
    closed: connection.closed,
    stop: () => chromium.close(),
    openPage: async ({ size, ...options }) => takePage(connection, await targets.open(size), options),
    async closePage({ targetId }) {
      await connection.browser.send('Target.closeTarget', { targetId });
    },
    async windowOf({ targetId }) {
      return (await connection.browser.send('Browser.getWindowForTarget', { targetId })).windowId;
    },
    async applyPermissions(settings) {
      await Promise.all(
        settings.map(({ name, setting }) =>
          connection.browser.send('Browser.setPermission', { permission: { name }, setting }),
        ),
      );
    },
  };
}
