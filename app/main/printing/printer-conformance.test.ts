import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { PrintFailureReason } from '#shared/domain/print.ts';
import { cropColumns } from './bitmap.ts';
import { createPrinter } from './create-printer.ts';
import { margin, printableWidth } from './drawing.ts';
import { withoutRealTimeCommands } from './escpos.ts';
import type { Printer } from './printer.ts';
import { createEscPosPaper } from './testing/escpos-paper.ts';
import { plainDocuments, plainHeight } from './testing/plain-documents.ts';
import { startPrinterEmulator } from './testing/printer-emulator.ts';
import { temporaryDirectory } from './testing/temporary-directory.ts';

vi.setConfig({ testTimeout: 30_000 });

/** A printer and its paper, in a way that both kinds can be asked the same. */
interface PrinterUnderTest {
  readonly printer: Printer;
  /** The dots of each document on paper, in order. */
  printed(): Promise<Buffer[]>;
  drawerPulses(): Promise<number>;
  /** Makes the next document after the first `documents` fail. */
  breakAfter(documents: number): void;
  /** Called from `onDocumentPrinted`; where breaking takes effect for a printer that has no paper to run out of. */
  afterDocument(printed: number): Promise<void>;
  mend(): Promise<void>;
  readonly failure: PrintFailureReason;
}

async function virtualPrinter(): Promise<PrinterUnderTest> {
  const directory = join(await temporaryDirectory(), 'printer');
  let breakingAfter = Number.POSITIVE_INFINITY;
  const kept: Buffer[] = [];
  async function readAll(): Promise<Buffer[]> {
    const names = (await readdir(directory)).filter((name) => name.endsWith('.bin') && name !== 'drawer.bin').sort();
    return Promise.all(names.map(async (name) => onPaper(await readFile(join(directory, name)))));
  }
  return {
    printer: createPrinter({ kind: 'virtual', directory }),
    printed: async () => [...kept, ...(await readAll())],
    drawerPulses: async () => (await readFile(join(directory, 'drawer.bin'))).length / 5,
    breakAfter: (documents) => (breakingAfter = documents),
    async afterDocument(printed) {
      if (printed !== breakingAfter) return;
      kept.push(...(await readAll()));
      await rm(directory, { recursive: true });
      await writeFile(directory, 'a file where the folder was');
    },
    mend: () => rm(directory),
    failure: 'DISK',
  };
}

async function networkPrinter(): Promise<PrinterUnderTest> {
  const emulator = await startPrinterEmulator();
  onTestFinished(() => emulator.close());
  return {
    printer: createPrinter({ kind: 'tcp', host: '127.0.0.1', port: emulator.port, name: 'Counter 2' }),
    printed: async () =>
      emulator.receipts.filter(({ height }) => height === plainHeight).map(({ rows }) => Buffer.from(rows)),
    drawerPulses: async () => emulator.drawerPulses,
    breakAfter: (documents) => emulator.setPaper(documents * plainHeight + plainHeight / 2),
    afterDocument: async () => undefined,
    mend: async () => emulator.refill(),
    failure: 'PAPER_OUT',
  };
}

function onPaper(bytes: Buffer): Buffer {
  const paper = createEscPosPaper(() => undefined);
  paper.receive(bytes);
  paper.work();
  expect(paper.unknown).toEqual([]);
  return Buffer.from(paper.receipts[0]?.rows ?? []);
}

const expectedDots = (count: number): Buffer[] =>
  plainDocuments(count).map(({ bitmap }) =>
    Buffer.from(withoutRealTimeCommands(cropColumns(bitmap, margin, printableWidth).rows)),
  );

describe.each([
  ['virtual', virtualPrinter],
  ['network', networkPrinter],
])('the %s printer', (_, create) => {
  test('prints every document once, in order, dot by dot, and tells each', async () => {
    const under = await create();
    const told: number[] = [];
    const outcome = await under.printer.print(plainDocuments(3), {
      signal: new AbortController().signal,
      onDocumentPrinted: (printed) => void told.push(printed),
    });
    expect(outcome).toEqual({ kind: 'printed' });
    expect(told).toEqual([1, 2, 3]);
    expect(await under.printed()).toEqual(expectedDots(3));
  });

  test('tells which documents are on paper when it fails in the middle; the others print after it is mended', async () => {
    const under = await create();
    under.breakAfter(2);
    const documents = plainDocuments(5);
    const control = { signal: new AbortController().signal, onDocumentPrinted: (n: number) => under.afterDocument(n) };
    const outcome = await under.printer.print(documents, control);
    expect(outcome).toMatchObject({ kind: 'failed', reason: under.failure, printedDocuments: 2 });
    expect(await under.printer.status()).toMatchObject({ kind: 'unavailable', reason: under.failure });

    await under.mend();
    expect(await under.printer.print(documents.slice(2), { ...control, onDocumentPrinted: () => undefined })).toEqual({
      kind: 'printed',
    });
    expect(await under.printed()).toEqual(expectedDots(5));
  });

  test('stops when told to and says how far it came', async () => {
    const under = await create();
    const stopping = new AbortController();
    const outcome = await under.printer.print(plainDocuments(3), {
      signal: stopping.signal,
      onDocumentPrinted: () => stopping.abort(),
    });
    expect(outcome).toMatchObject({ kind: 'failed', reason: 'INTERRUPTED', printedDocuments: 1 });
    expect(await under.printed()).toEqual(expectedDots(1));
  });

  test('opens the drawer, once each time', async () => {
    const under = await create();
    expect(await under.printer.openDrawer()).toEqual({ kind: 'opened' });
    expect(await under.printer.openDrawer()).toEqual({ kind: 'opened' });
    expect(await under.drawerPulses()).toBe(2);
  });

  test('is ready', async () => {
    expect(await (await create()).printer.status()).toEqual({ kind: 'ready', paperLow: false });
  });
});
