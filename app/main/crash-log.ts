import path from 'node:path';
import { app, dialog } from 'electron';
import log from 'electron-log/main';
import { createCrashBudget } from './window/crash-budget.ts';

const maximumLogBytes = 5 * 1024 * 1024;

/** Writes a log into the user-data folder, with every crash of the program or one of its processes. */
export function setupCrashLog(): void {
  log.transports.file.resolvePathFn = () => path.join(app.getPath('logs'), 'station.log');
  log.transports.file.maxSize = maximumLogBytes;
  log.transports.console.level = 'warn';
  log.errorHandler.startCatching({ showDialog: false });
  app.on('child-process-gone', (_event, details) => {
    log.error(`The ${details.type} process is gone: ${details.reason} (exit code ${details.exitCode})`);
  });
  recoverCrashedPages();
}

/** Loads a crashed page anew, unless it does nothing but crash. */
function recoverCrashedPages(): void {
  const budget = createCrashBudget();
  app.on('render-process-gone', (_event, contents, details) => {
    if (details.reason === 'clean-exit') return;
    log.error(`The page's process is gone: ${details.reason} (exit code ${details.exitCode})`);
    if (budget.spend(Date.now())) return contents.reload();
    dialog.showErrorBox('Foyer keeps crashing', `What happened is in ${app.getPath('logs')}.`);
    app.exit(1);
  });
}
