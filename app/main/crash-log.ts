import path from 'node:path';
import { app } from 'electron';
import log from 'electron-log/main';

/** Writes a log into the user-data folder, with every crash of the program or one of its processes. */
export function setupCrashLog(): void {
  log.transports.file.resolvePathFn = () => path.join(app.getPath('logs'), 'station.log');
  log.transports.file.maxSize = 5 * 1024 * 1024;
  log.transports.console.level = 'warn';
  log.errorHandler.startCatching({ showDialog: false });
  app.on('render-process-gone', (_event, contents, details) => {
    log.error(`The page's process is gone: ${details.reason} (exit code ${details.exitCode})`);
    if (details.reason !== 'clean-exit') contents.reload();
  });
  app.on('child-process-gone', (_event, details) => {
    log.error(`The ${details.type} process is gone: ${details.reason} (exit code ${details.exitCode})`);
  });
}
