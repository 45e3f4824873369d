import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PrintFailure } from '#shared/domain/print.ts';
import { drawerPulse } from './escpos.ts';
import { isFileSystemError, writeWhole } from './files.ts';
import { failedPrint, type Printer } from './printer.ts';
import type { RenderedDocument } from './renderer.ts';

/**
 * A printer that is a folder: each document becomes a `.bin` (what a real printer would get), a `.pdf` and a `.png`, the
 * drawer a file `drawer.bin` that grows by one pulse. The folder is made when it is first needed.
 */
export function createVirtualPrinter({ directory }: { readonly directory: string }): Printer {
  return {
    name: directory,
    async print(documents, { signal, onDocumentPrinted }) {
      for (const [index, document] of documents.entries()) {
        if (signal.aborted) return failedPrint({ reason: 'INTERRUPTED', message: 'Printing was stopped.' }, index);
        const failure = await diskFailure(() => writeDocument(directory, document));
        if (failure) return failedPrint(failure, index);
        await onDocumentPrinted(index + 1);
      }
      return { kind: 'printed' };
    },
    async status() {
      const failure = await diskFailure(() => mkdir(directory, { recursive: true }));
      return failure ? { kind: 'unavailable', ...failure } : { kind: 'ready', paperLow: false };
    },
    async openDrawer() {
      const failure = await diskFailure(async () => {
        await mkdir(directory, { recursive: true });
        await appendFile(join(directory, 'drawer.bin'), drawerPulse);
      });
      return failure ? { kind: 'failed', ...failure } : { kind: 'opened' };
    },
  };
}

async function writeDocument(directory: string, document: RenderedDocument): Promise<void> {
  const path = join(directory, document.name);
  await mkdir(directory, { recursive: true });
  await writeWhole(`${path}.png`, document.png());
  await writeWhole(`${path}.pdf`, await document.pdf());
  await writeWhole(`${path}.bin`, document.escPos());
}

async function diskFailure(write: () => Promise<unknown>): Promise<PrintFailure | undefined> {
  try {
    await write();
    return undefined;
  } catch (error) {
    if (!isFileSystemError(error)) throw error;
    return { reason: 'DISK', message: `The printer's folder cannot be written: ${error.message}` };
  }
}
