import path from 'node:path';
import { app, dialog, shell } from 'electron';
import log from 'electron-log/main';
import { setupCrashLog } from './crash-log.ts';
import { parseEnvironment, type Environment } from './environment.ts';
import { setupBrowserSignInIpc } from './ipc/browser-sign-in-ipc.ts';
import { setupDeviceIpc } from './ipc/device-ipc.ts';
import { setupPrintIpc } from './ipc/print-ipc.ts';
import { setupSessionIpc } from './ipc/session-ipc.ts';
import { setupStationIpc } from './ipc/station-ipc.ts';
import { registerAppScheme, setupAppProtocol } from './security/app-protocol.ts';
import { setupNavigationGuard } from './security/navigation-guard.ts';
import { setupPermissionGuard } from './security/permission-guard.ts';
import { setupSecretVault } from './secrets/setup-secret-vault.ts';
import { setupStationStore } from './settings/station-store.ts';
import { setupPrinting } from './setup-printing.ts';
import { createBrowserSignIn } from './sign-in/browser-sign-in.ts';
import { setupSingleInstance } from './single-instance.ts';
import { setupUserData } from './user-data.ts';
import { applyTheme, openMainWindow, reloadAfterServerChange } from './window/main-window.ts';

try {
  boot(parseEnvironment(process.env));
} catch (error) {
  refuseToStart(error);
}

/** Everything that must stand before the program is ready, in the order in which it must stand. */
function boot(environment: Environment): void {
  app.enableSandbox();
  setupUserData(environment.FOYER_USER_DATA_DIR);
  if (!setupSingleInstance()) return app.quit();
  setupCrashLog();
  registerAppScheme();
  setupNavigationGuard();
  app.on('window-all-closed', () => app.quit());
  app
    .whenReady()
    .then(() => start(environment))
    .catch(refuseToStart);
}

/** Everything that needs a ready program; the window comes last, when all that it may call answers. */
async function start(environment: Environment): Promise<void> {
  setupPermissionGuard();
  const store = setupStationStore(environment);
  setupAppProtocol(path.join(import.meta.dirname, '../renderer'), () => store.settings().apiUrl);
  setupStationIpc(store);
  setupSessionIpc(setupSecretVault('session'));
  setupDeviceIpc(setupSecretVault('device'));
  setupBrowserSignInIpc(createBrowserSignIn({ openBrowser: (address) => shell.openExternal(address) }));
  setupPrintIpc(await setupPrinting(environment));
  applyTheme(store.settings().theme);
  reloadAfterServerChange(store);
  openMainWindow();
}

/** One clear line, for the log, the terminal and whoever sits at the screen. */
function refuseToStart(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  log.error(`Foyer cannot start. ${message}`);
  dialog.showErrorBox('Foyer cannot start', message);
  app.exit(1);
}
