import type { PrintFailureReason } from '#shared/domain/print.ts';
import { failedPrint, type Printer } from '../printer.ts';

/** A printer that does as it is told, for tests of what stands above it. */
export interface ScriptedPrinter extends Printer {
  /** Names of all documents on paper, in order. */
  readonly paper: readonly string[];
  readonly drawerPulses: number;
  /** The next print fails with `reason` after so many documents. */
  failNext(reason: PrintFailureReason, afterDocuments: number): void;
  /** The next print throws, as only a bug does. */
  throwNext(message: string): void;
  /** Every print stops before its document `index`; the promise resolves when one has got there. */
  holdBefore(index: number): Promise<void>;
  /** Lets what is held go on. */
  release(): void;
}

export function createScriptedPrinter(): ScriptedPrinter {
  const paper: string[] = [];
  let drawerPulses = 0;
  let failure: { readonly reason: PrintFailureReason; readonly afterDocuments: number } | undefined;
  let bug: string | undefined;
  let hold: { readonly index: number; readonly reached: () => void } | undefined;
  let release: () => void = () => undefined;

  /** Resolves when released or stopped. */
  async function pause(index: number, signal: AbortSignal): Promise<void> {
    if (hold?.index !== index) return;
    const { reached } = hold;
    hold = undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    reached();
    await released;
  }

  return {
    name: 'scripted',
    paper,
    get drawerPulses() {
      return drawerPulses;
    },
    async print(documents, { signal, onDocumentPrinted }) {
      if (bug) throw new Error(bug);
      const failing = failure;
      failure = undefined;
      for (const [index, document] of documents.entries()) {
        await pause(index, signal);
        if (signal.aborted) return failedPrint({ reason: 'INTERRUPTED', message: 'stopped' }, index);
        if (failing?.afterDocuments === index)
          return failedPrint({ reason: failing.reason, message: 'scripted' }, index);
        paper.push(document.name);
        await onDocumentPrinted(index + 1);
      }
      return { kind: 'printed' };
    },
    status: () => Promise.resolve({ kind: 'ready', paperLow: false }),
    openDrawer() {
      drawerPulses++;
      return Promise.resolve({ kind: 'opened' });
    },
    failNext: (reason, afterDocuments) => void (failure = { reason, afterDocuments }),
    throwNext: (message) => void (bug = message),
    holdBefore: (index) => new Promise((reached) => void (hold = { index, reached })),
    release: () => release(),
  };
}
