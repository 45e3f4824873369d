import inspector from 'node:inspector';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { startBrowser, type Browser } from './browser.ts';
import { parseCommandLine, type CommandLine } from './command-line.ts';
import { readProgram } from './electron/app-paths.ts';
import { App } from './electron/app.ts';
import { BrowserWindow } from './electron/browser-window.ts';
import { createElectronModule } from './electron/electron-module.ts';
import { IpcMain } from './electron/ipc-main.ts';
import { createProtocol } from './electron/protocol.ts';
import type { Runtime } from './electron/runtime.ts';
import { createSession } from './electron/session.ts';
import { NativeTheme } from './electron/small-modules.ts';
import { provideElectron } from './module-hooks.ts';

/** The Electron that this host stands in for. */
const electronVersion = '45.4.1';

run(parseCommandLine(process.argv.slice(2))).catch(failToStart);

/** Runs a program made for Electron: its main process here in Node, its windows in Chromium. */
async function run(command: CommandLine): Promise<void> {
  pretendToBeElectron();
  if (command.inspectorPort !== undefined) inspector.open(command.inspectorPort, '127.0.0.1', command.waitForInspector);
  const program = readProgram(command.program);
  const app = new App(program, command.switches);
  const modules = createModules(app);
  provideElectron(modules.electron);
  const require = createRequire(import.meta.url);
  for (const module of command.preloads) require(module);
  await import(pathToFileURL(program.main).href);
  if (app.isEnding()) return;

  const browser = await startBrowser(app, command.debuggingPort);
  watch(app, browser);
  BrowserWindow.attach(modules.runtimeOver(browser));
  // Playwright waits for this line, which Electron prints as well, before it lets the program become ready.
  if (browser.listening) process.stderr.write(`\n${browser.listening}\n`);
  app.becomeReady();
}

/** Makes Electron's modules: what a program imports, and what its windows need of them once the browser stands. */
function createModules(app: App): { electron: object; runtimeOver: (browser: Browser) => Runtime } {
  const protocol = createProtocol(() => app.isReady());
  const session = createSession(protocol.module);
  const parts = { app, ipcMain: new IpcMain(), nativeTheme: new NativeTheme() };
  return {
    electron: createElectronModule({ ...parts, protocol: protocol.module, session: session.module }),
    runtimeOver(browser) {
      let permissions: Promise<void> | null = null;
      return {
        ...parts,
        ...browser,
        protocols: protocol.registry,
        onProblem: report,
        async openPage(options) {
          permissions ??= session.permissionSettings().then((settings) => browser.applyPermissions(settings));
          await permissions;
          return browser.openPage(options);
        },
      };
    },
  };
}

function pretendToBeElectron(): void {
  const { versions } = process;
  const pretended = { ...versions, electron: electronVersion, chrome: '156.0.0.0', foyerHost: electronVersion };
  Object.defineProperty(process, 'versions', { value: Object.freeze(pretended) });
  Object.defineProperty(process, 'type', { value: 'browser' });
  // Electron's arguments begin with its own switches; the host's script is not among them.
  process.argv.splice(1, 1);
}

/** The end of the program ends the browser, and the other way round. */
function watch(app: App, browser: Browser): void {
  app.attach({
    stopBrowser: () => browser.stop(),
    destroyAllWindows: () => BrowserWindow.getAllWindows().forEach((window) => window.destroy()),
    async closeAllWindows() {
      const closed = await Promise.all(BrowserWindow.getAllWindows().map((window) => window.closeGently()));
      return closed.every(Boolean);
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  void browser.closed.then(() => {
    if (app.isEnding()) return;
    report('Chromium is gone');
    app.exit(1);
  });
}

function report(problem: unknown): void {
  process.stderr.write(`${problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)}\n`);
}

function failToStart(error: unknown): void {
  report(error);
  process.exit(1);
}
