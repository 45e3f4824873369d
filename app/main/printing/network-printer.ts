import type { DrawerOutcome, PrinterStatus } from '#shared/domain/print.ts';
import { drawerPulse } from './escpos.ts';
import { failedPrint, type Printer } from './printer.ts';
import { connectToPrinter, type PrinterConnection, PrinterFault } from './printer-connection.ts';
import { openTalk, type PrinterTalk, type TalkTimeouts } from './printer-talk.ts';

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

  async function connected<Result>(signal: AbortSignal, talk: (talk: PrinterTalk) => Promise<Result>): Promise<Result> {
    let connection: PrinterConnection | undefined;
    try {
      connection = await connectToPrinter(settings, timeouts.connect, signal);
      return await talk(await openTalk(connection, timeouts));
    } finally {
      await connection?.close(timeouts.close);
    }
  }

  async function clearRest(): Promise<PrinterStatus> {
    return connected(new AbortController().signal, async (talk) => {
      if (await talk.clearBuffer()) mayHoldRest = false;
      return talk.status;
    });
  }

  return {
    name: settings.name,
    async print(documents, { signal, onDocumentPrinted }) {
      let printed = 0;
      try {
        await connected(signal, async (talk) => {
          if (mayHoldRest && (await talk.clearBuffer())) mayHoldRest = false;
          throwIfUnavailable(talk.status);
          for (const document of documents) {
            mayHoldRest = true;
            await talk.printDocument(document.escPos());
            mayHoldRest = false;
            await onDocumentPrinted(++printed);
          }
        });
        return { kind: 'printed' };
      } catch (error) {
        if (!(error instanceof PrinterFault)) throw error;
        const failure = mayHoldRest ? await causeOf(error, clearRest) : error.failure;
        return failedPrint(failure, printed);
      }
    },
    status: () => asStatus(() => connected(new AbortController().signal, async (talk) => talk.status)),
    openDrawer: () =>
      asDrawerOutcome(() =>
        connected(new AbortController().signal, async (talk) => {
          throwIfUnavailable(talk.status);
          await talk.printDocument(drawerPulse);
        }),
      ),
  };
}

function throwIfUnavailable(status: PrinterStatus): void {
  if (status.kind === 'unavailable') throw new PrinterFault(status.reason, status.message);
}

/** A printer out of paper looks like one that hangs; so it is asked again on a new line, and its rest is cleared. */
async function causeOf(fault: PrinterFault, clearRest: () => Promise<PrinterStatus>): Promise<PrinterFault['failure']> {
  if (fault.failure.reason === 'INTERRUPTED') return fault.failure;
  const status = await asStatus(clearRest);
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
