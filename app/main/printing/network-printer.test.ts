import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { cropColumns } from './bitmap.ts';
import { margin, paperWidth, printableWidth } from './drawing.ts';
import { encodeEscPos } from './escpos.ts';
import { createNetworkPrinter, type NetworkPrinterTimeouts } from './network-printer.ts';
import { createPrintRenderer, type RenderedDocument } from './renderer.ts';
import { plainDocument, plainDocuments, plainHeight } from './testing/plain-documents.ts';
import { type PrinterEmulatorOptions, startPrinterEmulator } from './testing/printer-emulator.ts';
import { ticketsJob } from './testing/sample-jobs.ts';

vi.setConfig({ testTimeout: 30_000 });

const patient: NetworkPrinterTimeouts = {
  connect: 5_000,
  answer: 2_000,
  stall: 5_000,
  document: 20_000,
  poll: 20,
  close: 2_000,
};

async function setUp(options: PrinterEmulatorOptions = {}, timeouts: Partial<NetworkPrinterTimeouts> = {}) {
  const emulator = await startPrinterEmulator(options);
  onTestFinished(() => emulator.close());
  const settings = { host: '127.0.0.1', port: emulator.port, name: 'Counter 2', timeouts: { ...patient, ...timeouts } };
  return { emulator, printer: createNetworkPrinter(settings) };
}

const control = { signal: new AbortController().signal, onDocumentPrinted: () => undefined };
const heights = (receipts: readonly { height: number }[]): number[] => receipts.map(({ height }) => height);

test('what lies in the tray is the drawing of the ticket', async () => {
  const { emulator, printer } = await setUp();
  const renderer = createPrintRenderer({ fontDirectory: 'resources/fonts/print' });
  const ticket = await renderer.render(ticketsJob(1), 0);
  expect(await printer.print([ticket], control)).toEqual({ kind: 'printed' });

  const expected = cropColumns(ticket.bitmap, margin, printableWidth);
  const [receipt] = emulator.receipts;
  expect(receipt?.height).toBe(expected.height);
  const different = expected.rows.filter((byte, index) => byte !== receipt?.rows[index]);
  expect(different.every((byte) => byte === 0x10)).toBe(true); // Only what read as a command got a dot more.
  expect(different.length).toBeLessThan(20);
  expect(emulator.unknown).toEqual([]);
});

test('paper that ends within the third of five tickets: after the refill exactly three print, nothing twice', async () => {
  const { emulator, printer } = await setUp();
  emulator.setPaper(2 * plainHeight + 10);
  const documents = plainDocuments(5);
  const outcome = await printer.print(documents, control);
  expect(outcome).toMatchObject({ kind: 'failed', reason: 'PAPER_OUT', printedDocuments: 2 });

  emulator.refill();
  expect(await printer.print(documents.slice(2), control)).toEqual({ kind: 'printed' });
  // Two tickets, the torn piece of the third, then three whole ones.
  expect(heights(emulator.receipts)).toEqual([plainHeight, plainHeight, 10, plainHeight, plainHeight, plainHeight]);
});

test('negative control: a printer that keeps its rest would print the third ticket by itself after the refill', async () => {
  const { emulator } = await setUp();
  emulator.setPaper(10);
  const socket = connect({ host: '127.0.0.1', port: emulator.port });
  socket.end(plainDocument('unguarded', 1).escPos());
  await once(socket, 'close');
  emulator.refill();
  expect(heights(emulator.receipts)).toEqual([plainHeight]);
});

test('an open cover is told before anything is sent, and printing goes on after it is shut', async () => {
  const { emulator, printer } = await setUp();
  emulator.openCover();
  expect(await printer.print(plainDocuments(1), control)).toMatchObject({ reason: 'COVER_OPEN', printedDocuments: 0 });
  emulator.closeCover();
  expect(await printer.print(plainDocuments(1), control)).toEqual({ kind: 'printed' });
  expect(emulator.receipts).toHaveLength(1);
});

test('a cover opened between two documents stops the rest', async () => {
  const { emulator, printer } = await setUp();
  const outcome = await printer.print(plainDocuments(3), { ...control, onDocumentPrinted: () => emulator.openCover() });
  expect(outcome).toMatchObject({ reason: 'COVER_OPEN', printedDocuments: 1 });
});

test('a printer that takes no more data because its paper is out says so, not just that it hangs', async () => {
  const { emulator, printer } = await setUp({ bufferBytes: 2_048 }, { stall: 1_000 });
  emulator.setPaper(5);
  // More than all buffers on the way together can hold.
  const rows = new Uint8Array((paperWidth / 8) * 300_000).fill(0x55);
  const long: RenderedDocument = { ...plainDocument('long', 1), escPos: () => Buffer.from(rows) };
  const paperOut: RenderedDocument = {
    ...long,
    escPos: () => Buffer.concat([plainDocument('start', 1).escPos(), long.escPos()]),
  };
  const outcome = await printer.print([paperOut], control);
  expect(outcome).toMatchObject({ kind: 'failed', reason: 'PAPER_OUT', printedDocuments: 0 });
});

test('a connection that breaks within the second document: the first counts, the second is printed again whole', async () => {
  const { emulator, printer } = await setUp();
  const documents = plainDocuments(2);
  emulator.dropAfter((documents[0]?.escPos().length ?? 0) + 1_000);
  const outcome = await printer.print(documents, control);
  expect(outcome).toMatchObject({ kind: 'failed', reason: 'CONNECTION_LOST', printedDocuments: 1 });

  expect(await printer.print(documents.slice(1), control)).toEqual({ kind: 'printed' });
  expect(heights(emulator.receipts).filter((height) => height === plainHeight)).toHaveLength(2);
  expect(emulator.receipts.at(-1)?.height).toBe(plainHeight);
  expect(emulator.unknown).toEqual([]);
});

test('nobody at the address: REFUSED at once', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  const printer = createNetworkPrinter({ host: '127.0.0.1', port, name: 'gone' });
  expect(await printer.print(plainDocuments(1), control)).toMatchObject({ reason: 'REFUSED', printedDocuments: 0 });
  expect(await printer.status()).toMatchObject({ kind: 'unavailable', reason: 'REFUSED' });
  expect(await printer.openDrawer()).toMatchObject({ kind: 'failed', reason: 'REFUSED' });
});

test('a name that nobody knows is OFFLINE', async () => {
  const printer = createNetworkPrinter({ host: 'printer.invalid', port: 9100, name: 'unknown' });
  expect(await printer.print(plainDocuments(1), control)).toMatchObject({ reason: 'OFFLINE', printedDocuments: 0 });
});

test('a printer that answers nothing prints all the same; its state is unknown', async () => {
  const { emulator, printer } = await setUp({ isMute: true }, { answer: 50 });
  expect(await printer.print(plainDocuments(2), control)).toEqual({ kind: 'printed' });
  await emulator.until(() => emulator.receipts.length === 2);
  expect(await printer.status()).toEqual({ kind: 'unknown' });
});

test('a printer that confirms nothing is believed as far as its state tells', async () => {
  const { emulator, printer } = await setUp({ confirmsNothing: true }, { answer: 1_000 });
  expect(await printer.print(plainDocuments(2), control)).toEqual({ kind: 'printed' });
  emulator.setPaper(plainHeight + 5);
  expect(await printer.print(plainDocuments(2), control)).toMatchObject({ reason: 'PAPER_OUT', printedDocuments: 1 });
});

test('slow answers change nothing', async () => {
  const { emulator, printer } = await setUp({ answerDelayMilliseconds: 60 });
  expect(await printer.print(plainDocuments(2), control)).toEqual({ kind: 'printed' });
  expect(emulator.receipts).toHaveLength(2);
});

test('little paper is told but prints', async () => {
  const { emulator, printer } = await setUp();
  emulator.setPaper(300);
  expect(await printer.status()).toEqual({ kind: 'ready', paperLow: true });
});

test('without paper the drawer stays shut, and does not spring open at the refill', async () => {
  const { emulator, printer } = await setUp();
  emulator.setPaper(0);
  expect(await printer.openDrawer()).toMatchObject({ kind: 'failed', reason: 'PAPER_OUT' });
  emulator.refill();
  expect(emulator.drawerPulses).toBe(0);
});

test('a picture that contains the drawer command does not open the drawer', async () => {
  const { emulator, printer } = await setUp();
  const rows = new Uint8Array((paperWidth / 8) * plainHeight);
  for (let start = 8; start + 5 < rows.length; start += 80) rows.set([0x10, 0x14, 1, 0, 5], start);
  const document = plainDocument('treacherous', 1);
  const bitmap = { ...document.bitmap, rows };
  await printer.print([{ ...document, bitmap, escPos: () => encodeEscPos(bitmap) }], control);
  expect(emulator.receipts).toHaveLength(1);
  expect(emulator.drawerPulses).toBe(0);

  // The negative control: sent as it is, the same picture would have opened it.
  await printer.print(
    [{ ...document, escPos: () => Buffer.concat([Buffer.of(0x1d, 0x76, 0x30, 0, 80, 0, 1, 0), rows.subarray(0, 80)]) }],
    control,
  );
  expect(emulator.drawerPulses).toBe(1);
});
