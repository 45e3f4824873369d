import type { Bitmap } from '../bitmap.ts';

/** What a printer's mechanism does with the commands that reach it in their turn. */
export interface EscPosPaper {
  /** Takes what a printer received. Bytes that wait for more, or for paper, are kept. */
  receive(bytes: Uint8Array): void;
  /** Obeys what has been received as far as there is paper and the cover is shut. */
  work(): void;
  forgetReceived(): void;
  readonly receivedBytes: number;
  /** Rows of dots until the roll is empty. */
  paperRows: number;
  isCoverOpen: boolean;
  /** One image per cut, as wide as its raster commands. */
  readonly receipts: readonly Bitmap[];
  readonly drawerPulses: number;
  /** Bytes at the place of a command that are none. */
  readonly unknown: readonly number[];
}

interface Command {
  readonly length: number;
  /** Returns false when it could not finish and must come again. */
  readonly run: () => boolean;
}

/** `onStatusInTurn` is called for `GS r` with what to answer. */
export function createEscPosPaper(onStatusInTurn: (answer: number) => void): EscPosPaper {
  let received = Buffer.alloc(0);
  let rows: Buffer[] = [];
  let bandRowsDone = 0;
  const receipts: Bitmap[] = [];
  const unknown: number[] = [];
  let drawerPulses = 0;

  const paper: EscPosPaper = {
    paperRows: Number.POSITIVE_INFINITY,
    isCoverOpen: false,
    receipts,
    unknown,
    get receivedBytes() {
      return received.length;
    },
    get drawerPulses() {
      return drawerPulses;
    },
    receive(bytes) {
      received = Buffer.concat([received, bytes]);
    },
    forgetReceived() {
      received = Buffer.alloc(0);
      bandRowsDone = 0;
    },
    work() {
      while (received.length > 0 && !paper.isCoverOpen && paper.paperRows > 0) {
        const command = nextCommand();
        if (!command || !command.run()) return;
        received = received.subarray(command.length);
      }
    },
  };

  function nextCommand(): Command | undefined {
    const code = received.subarray(0, 3).toString('latin1');
    if (code.startsWith('\x1b@')) return { length: 2, run: () => true };
    if (code.startsWith('\x1bJ')) return complete(3, () => true);
    if (code.startsWith('\x1bp')) return complete(5, () => (drawerPulses++, true));
    if (code.startsWith('\x1dr')) return complete(3, () => (onStatusInTurn(paper.paperRows < 400 ? 0b0011 : 0), true));
    if (code.startsWith('\x1dVB')) return complete(4, cut);
    if (code === '\x1dv0') return raster();
    if (code.startsWith('\x10\x04')) return complete(3, () => true);
    if (code.startsWith('\x10\x14\x08')) return complete(10, () => true);
    if (code === '\x1b' || code === '\x1d' || code === '\x1dv' || code === '\x1dV' || code === '\x10') return undefined;
    return { length: 1, run: () => (unknown.push(received[0] ?? 0), true) };
  }

  function complete(length: number, run: () => boolean): Command | undefined {
    return received.length < length ? undefined : { length, run };
  }

  function cut(): boolean {
    const width = (rows[0]?.length ?? 0) * 8;
    if (rows.length > 0) receipts.push({ width, height: rows.length, rows: Buffer.concat(rows) });
    rows = [];
    return true;
  }

  /** Dots come on paper row by row as they arrive, so that a roll can end within a picture. */
  function raster(): Command | undefined {
    if (received.length < 8) return undefined;
    const bytesPerRow = received.readUInt16LE(4);
    const height = received.readUInt16LE(6);
    while (bandRowsDone < height && paper.paperRows > 0) {
      const start = 8 + bandRowsDone * bytesPerRow;
      if (received.length < start + bytesPerRow) return undefined;
      rows.push(Buffer.from(received.subarray(start, start + bytesPerRow)));
      bandRowsDone++;
      paper.paperRows--;
    }
    if (bandRowsDone < height) return undefined;
    return { length: 8 + height * bytesPerRow, run: () => ((bandRowsDone = 0), true) };
  }

  return paper;
}
