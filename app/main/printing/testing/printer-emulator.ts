import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Bitmap } from '../bitmap.ts';
import { createEscPosPaper } from './escpos-paper.ts';

export interface PrinterEmulatorOptions {
  /** Answers no question at all, as simple printers do. */
  readonly isMute?: boolean;
  /** Answers real-time questions but not those in turn. */
  readonly confirmsNothing?: boolean;
  /** Stops taking data when so much waits to be printed; default 4 MB. */
  readonly bufferBytes?: number;
  /** Waits so long before each answer. */
  readonly answerDelayMilliseconds?: number;
}

/** A receipt printer on a free TCP port of this machine, down to what goes wrong with one. */
export interface PrinterEmulator {
  readonly port: number;
  /** What lies in the tray: one image per cut. */
  readonly receipts: readonly Bitmap[];
  readonly drawerPulses: number;
  /** Bytes that were no command; empty unless the driver is wrong. */
  readonly unknown: readonly number[];
  readonly connections: number;
  /** So many rows of dots are left on the roll. */
  setPaper(rows: number): void;
  refill(): void;
  openCover(): void;
  closeCover(): void;
  /** Breaks the connection when so many more bytes have come. */
  dropAfter(bytes: number): void;
  /** Resolves as soon as `condition` holds; it is looked at whenever something happened. */
  until(condition: () => boolean): Promise<void>;
  close(): Promise<void>;
}

export async function startPrinterEmulator(options: PrinterEmulatorOptions = {}): Promise<PrinterEmulator> {
  const bufferBytes = options.bufferBytes ?? 4 * 1024 * 1024;
  const sockets = new Set<Socket>();
  const watchers = new Set<() => void>();
  let line: Socket | undefined;
  let connections = 0;
  let bytesUntilDrop = Number.POSITIVE_INFINITY;
  let lastTwo: readonly [number, number] = [0, 0];
  let realTimeDrawerPulses = 0;

  const paper = createEscPosPaper((answer) => {
    if (!options.confirmsNothing) reply(answer);
  });

  function reply(...bytes: number[]): void {
    const socket = line;
    if (options.isMute || !socket) return;
    const send = (): unknown => socket.writable && socket.write(Uint8Array.from(bytes));
    if (options.answerDelayMilliseconds) setTimeout(send, options.answerDelayMilliseconds);
    else send();
  }

  function happened(): void {
    paper.work();
    if (line?.isPaused() && paper.receivedBytes < bufferBytes) line.resume();
    for (const watcher of watchers) watcher();
  }

  function take(socket: Socket, bytes: Buffer): void {
    bytesUntilDrop -= bytes.length;
    const kept = bytesUntilDrop < 0 ? bytes.subarray(0, bytes.length + bytesUntilDrop) : bytes;
    paper.receive(kept);
    obeyInRealTime(kept);
    if (bytesUntilDrop < 0) {
      bytesUntilDrop = Number.POSITIVE_INFINITY;
      socket.resetAndDestroy();
    } else if (paper.receivedBytes >= bufferBytes) socket.pause();
    happened();
  }

  /** Real-time commands count wherever they stand, in the middle of a picture too. */
  function obeyInRealTime(bytes: Buffer): void {
    for (const byte of bytes) {
      const [dle, kind] = lastTwo;
      if (dle === 0x10 && kind === 0x04) reply(statusByte(byte));
      if (dle === 0x10 && kind === 0x14) obeyDc4(byte);
      lastTwo = [kind, byte];
    }
  }

  function obeyDc4(commandFunction: number): void {
    if (commandFunction === 1) realTimeDrawerPulses++;
    if (commandFunction !== 8) return;
    paper.forgetReceived();
    reply(0x37, 0x25, 0x00);
  }

  function statusByte(question: number): number {
    const isOut = paper.paperRows <= 0;
    const fixed = 0b0001_0010;
    if (question === 1) return fixed | (isOut || paper.isCoverOpen ? 0b1000 : 0);
    if (question === 2) return fixed | (paper.isCoverOpen ? 0b0100 : 0) | (isOut ? 0b0010_0000 : 0);
    if (question === 4) return fixed | (isOut ? 0b0110_1100 : 0) | (paper.paperRows < 400 ? 0b1100 : 0);
    return fixed;
  }

  const server = createServer((socket) => {
    connections++;
    line = socket;
    sockets.add(socket);
    socket.on('data', (bytes: Buffer) => take(socket, bytes));
    socket.on('error', () => undefined); // The other end may break the connection; that is part of the tests.
    socket.on('close', () => {
      sockets.delete(socket);
      happened();
    });
    happened();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    receipts: paper.receipts,
    unknown: paper.unknown,
    get drawerPulses() {
      return paper.drawerPulses + realTimeDrawerPulses;
    },
    get connections() {
      return connections;
    },
    setPaper: (rows) => void (paper.paperRows = rows),
    refill() {
      paper.paperRows = Number.POSITIVE_INFINITY;
      happened();
    },
    openCover() {
      paper.isCoverOpen = true;
      happened();
    },
    closeCover() {
      paper.isCoverOpen = false;
      happened();
    },
    dropAfter: (bytes) => void (bytesUntilDrop = bytes),
    until(condition) {
      return new Promise((resolve) => {
        const watcher = (): void => {
          if (!condition()) return;
          watchers.delete(watcher);
          resolve();
        };
        watchers.add(watcher);
        watcher();
      });
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
