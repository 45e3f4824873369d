import path from 'node:path';
import { app } from 'electron';
import log from 'electron-log/main';
import type { Environment } from './environment.ts';
import { emit } from './ipc/emit.ts';
import {
  createPrinter,
  createPrintQueue,
  createPrintRenderer,
  type PrinterSettings,
  type PrintQueue,
} from './printing/index.ts';

/** Plain files: the native rasteriser cannot look into an asar, so that packages keep them beside it. */
const fontDirectory = path.join(import.meta.dirname, 'fonts').replace(/app\.asar(?=[/\\])/, 'app.asar.unpacked');

/** Opens the station's print queue and tells the page of every change. */
export async function setupPrinting(environment: Environment): Promise<PrintQueue> {
  const queue = await createPrintQueue({
    directory: path.join(app.getPath('userData'), 'print-queue'),
    printer: createPrinter(printerSettings(environment)),
    renderer: createPrintRenderer({ fontDirectory }),
    onChange: (status) => emit('print.changed', status),
    onProblem: (message) => log.error(message),
    now: () => new Date(),
  });
  stopBeforeQuit(queue);
  return queue;
}

function printerSettings(environment: Environment): PrinterSettings {
  const { FOYER_PRINTER: printer, FOYER_PRINT_DIRECTORY: directory } = environment;
  if (printer?.kind === 'tcp') return { ...printer, name: `${printer.host}:${printer.port}` };
  return { kind: 'virtual', directory: path.resolve(directory ?? path.join(app.getPath('userData'), 'printed')) };
}

/** Holds the end of the program until nothing is written any more, then lets it go. */
function stopBeforeQuit(queue: PrintQueue): void {
  app.once('will-quit', (event) => {
    event.preventDefault();
    queue
      .stop()
      .catch((error: unknown) => log.error('The print queue did not stop cleanly', error))
      .finally(() => app.quit());
  });
}
