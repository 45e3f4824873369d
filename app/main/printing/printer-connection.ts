import { connect, type Socket } from 'node:net';
import type { PrintFailure, PrintFailureReason } from '#shared/domain/print.ts';

/** Ends a talk with the printer from within; the network printer makes an outcome of it. */
export class PrinterFault extends Error {
  override readonly name = 'PrinterFault';
  readonly failure: PrintFailure;

  constructor(reason: PrintFailureReason, message: string) {
    super(message);
    this.failure = { reason, message };
  }
}

/** One TCP connection to a printer. Its methods throw a `PrinterFault` once the connection is gone. */
export interface PrinterConnection {
  /** Resolves when the system took all bytes; TIMEOUT when it takes none for `stallMilliseconds`. */
  write(bytes: Uint8Array, stallMilliseconds: number): Promise<void>;
  /** The next byte from the printer that `matches`; undefined when none comes in time. Several may wait at once. */
  answer(matches: (byte: number) => boolean, milliseconds: number): Promise<number | undefined>;
  /** Hangs up once the printer has taken what was written, or after `milliseconds`. */
  close(milliseconds: number): Promise<void>;
}

/** Small enough that a slow printer is seen to take something within every stall. */
const chunkBytes = 4096;

/** Connects, or throws OFFLINE (nothing there) or REFUSED (no printer, or one that serves somebody else). */
export async function connectToPrinter(
  address: { readonly host: string; readonly port: number },
  connectMilliseconds: number,
  signal: AbortSignal,
): Promise<PrinterConnection> {
  const socket = connect({ ...address, noDelay: true });
  const line = watchLine(socket, `${address.host}:${address.port}`, signal);
  const connected = new Promise<true>((resolve) => socket.once('connect', () => resolve(true)));
  if (!(await line.within(connectMilliseconds, connected))) line.fail('OFFLINE', 'The printer does not answer.');
  const readers = new Set<Reader>();
  socket.on('data', (bytes: Buffer) => bytes.forEach((byte) => handOver(byte, readers)));

  return {
    async write(bytes, stallMilliseconds) {
      for (let start = 0; start < bytes.length; start += chunkBytes) {
        const taken = writeChunk(socket, bytes.subarray(start, start + chunkBytes));
        if (!(await line.within(stallMilliseconds, taken))) line.fail('TIMEOUT', 'The printer takes no more data.');
      }
    },
    async answer(matches, milliseconds) {
      const { promise, reader } = nextByte(matches);
      readers.add(reader);
      try {
        return await line.within(milliseconds, promise);
      } finally {
        readers.delete(reader);
      }
    },
    close: (milliseconds) => hangUp(socket, milliseconds),
  };
}

interface Line {
  /** `promise`, or undefined when it takes longer than `milliseconds`; throws when the connection breaks meanwhile. */
  within<Value>(milliseconds: number, promise: Promise<Value>): Promise<Value | undefined>;
  fail(reason: PrintFailureReason, message: string): never;
}

/** Turns whatever ends the connection into one fault that all who wait on it get. */
function watchLine(socket: Socket, address: string, signal: AbortSignal): Line {
  const stop = (): unknown => socket.destroy(new PrinterFault('INTERRUPTED', 'Printing was stopped.'));
  signal.addEventListener('abort', stop);
  const broken = new Promise<never>((_, reject) => {
    socket.on('error', (error) => reject(faultOf(error, address)));
    socket.on('close', () => {
      signal.removeEventListener('abort', stop);
      reject(new PrinterFault('CONNECTION_LOST', 'The printer hung up.'));
    });
  });
  broken.catch(() => undefined); // Nobody may be waiting when the line breaks; the next who does gets the fault.
  if (signal.aborted) stop();

  return {
    async within(milliseconds, promise) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, milliseconds, undefined)));
      try {
        return await Promise.race([broken, promise, late]);
      } finally {
        clearTimeout(timer);
      }
    },
    fail(reason, message) {
      const fault = new PrinterFault(reason, message);
      socket.destroy(fault);
      throw fault;
    },
  };
}

function faultOf(error: NodeJS.ErrnoException, address: string): PrinterFault {
  if (error instanceof PrinterFault) return error;
  if (error.code === 'ECONNREFUSED')
    return new PrinterFault('REFUSED', `The printer at ${address} refused the connection.`);
  if (error.code === 'ECONNRESET' || error.code === 'EPIPE') {
    return new PrinterFault('CONNECTION_LOST', 'The connection to the printer broke.');
  }
  return new PrinterFault('OFFLINE', `The printer at ${address} cannot be reached (${error.code ?? error.message}).`);
}

/** Never settles when the write fails: then the line is broken, and that is told to whoever waits. */
function writeChunk(socket: Socket, chunk: Uint8Array): Promise<true> {
  return new Promise((resolve) => socket.write(chunk, (error) => !error && resolve(true)));
}

interface Reader {
  readonly matches: (byte: number) => boolean;
  readonly take: (byte: number) => void;
}

function nextByte(matches: (byte: number) => boolean): { readonly promise: Promise<number>; readonly reader: Reader } {
  let take: (byte: number) => void = () => undefined;
  const promise = new Promise<number>((resolve) => (take = resolve));
  return { promise, reader: { matches, take: (byte) => take(byte) } };
}

/** Each byte goes to the one who has waited longest for its kind; unasked ones (a printer may send them) to nobody. */
function handOver(byte: number, readers: Set<Reader>): void {
  for (const reader of readers) {
    if (!reader.matches(byte)) continue;
    readers.delete(reader);
    reader.take(byte);
    return;
  }
}

function hangUp(socket: Socket, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) return resolve();
    const timer = setTimeout(() => socket.destroy(), milliseconds);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.end();
  });
}
