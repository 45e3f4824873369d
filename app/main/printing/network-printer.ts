import type { DrawerOutcome, PrinterStatus } from '#shared/domain/print.ts';
import { drawerPulse, feedAndPartialCut, initialize } from './escpos.ts';
import { failedPrint, type Printer } from './printer.ts';
import { connectToPrinter, type PrinterConnection, PrinterFault } from './printer-connection.ts';
import { openTalk, type PrinterTalk, type TalkTimeouts, throwIfUnavailable } from './printer-talk.ts';

export interface NetworkPrinterSettings {
  readonly host: string;
  /** 9100 with nearly all printers. */
  readonly port: number;
  readonly name: string;
  readonly timeouts?: NetworkPrinterTimeouts;
}

/** All in milliseconds. */
export interface NetworkPrinterTimeouts extends TalkTimeouts {
  readonly connect: number;
  readonly close: number;
}

const usualTimeouts: NetworkPrinterTimeouts = {
  connect: 3_000,
  answer: 1_000,
  stall: 10_000,
  document: 30_000,
  poll: 500,
  close: 2_000,
};

/**
 * An ESC/POS printer on a raw TCP port. It is asked for its state before and while it prints and confirms each document,
 * as far as it can; one that never answers counts as printed what it has taken. Use it one call at a time: most printers
 * serve one connection.
 */
export function createNetworkPrinter(settings: NetworkPrinterSettings): Printer {
  const timeouts = settings.timeouts ?? usualTimeouts;
  /** After a broken print the printer may hold the rest of a document, which must not come out before the next one. */
  let mayHoldRest = false;
  /** What came out of that document hangs from the printer and is cut off first. */
  let hasTornPaper = false;

  async function connected<Result>(signal: AbortSignal, talk: (talk: PrinterTalk) => Promise<Result>): Promise<Result> {
    let connection: PrinterConnection | undefined;
    try {
      connection = await connectToPrinter(settings, timeouts.connect, signal);
      const opened = await openTalk(connection, timeouts, mayHoldRest);
      mayHoldRest = opened.mayHoldRest;
      return await talk(opened);
    } finally {
      await connection?.close(timeouts.close);
    }
  }

  const askStatus = (): Promise<PrinterStatus> =>
    asStatus(() => connected(new AbortController().signal, async (talk) => talk.status));

  return {
    name: settings.name,
    async print(documents, { signal, onDocumentPrinted }) {
      let printed = 0;
      let isSending = false;
      try {
        await connected(signal, async (talk) => {
          throwIfUnavailable(talk.status);
          if (hasTornPaper) await talk.printDocument(Buffer.concat([initialize, feedAndPartialCut]));
          hasTornPaper = false;
          for (const document of documents) {
            isSending = true;
            await talk.printDocument(document.escPos());
            isSending = false;
            await onDocumentPrinted(++printed);
          }
        });
        return { kind: 'printed' };
      } catch (error) {
        if (!(error instanceof PrinterFault)) throw error;
        mayHoldRest ||= isSending;
        hasTornPaper ||= isSending;
        return failedPrint(isSending ? await causeOf(error, askStatus) : error.failure, printed);
      }
    },
    status: askStatus,
    openDrawer: () =>
      asDrawerOutcome(() =>
        connected(new AbortController().signal, async (talk) => {
          throwIfUnavailable(talk.status);
          await talk.printDocument(drawerPulse);
        }),
      ),
  };
}

/** A printer out of paper may look like one that hangs; so it is asked on a new line, on which it also forgets the rest. */
async function causeOf(fault: PrinterFault, askStatus: () => Promise<PrinterStatus>): Promise<PrinterFault['failure']> {
  if (fault.failure.reason === 'INTERRUPTED') return fault.failure;
  const status = await askStatus();
  const isNews = status.kind === 'unavailable' && fault.failure.reason === 'TIMEOUT';
  return isNews ? { reason: status.reason, message: status.message } : fault.failure;
}

async function asStatus(ask: () => Promise<PrinterStatus>): Promise<PrinterStatus> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof PrinterFault) return { kind: 'unavailable', ...error.failure };
    throw error;
  }
}

async function asDrawerOutcome(open: () => Promise<void>): Promise<DrawerOutcome> {
  try {
    await open();
    return { kind: 'opened' };
  } catch (error) {
    if (error instanceof PrinterFault) return { kind: 'failed', ...error.failure };
    throw error;
  }
}
