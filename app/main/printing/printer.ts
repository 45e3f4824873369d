import type { DrawerOutcome, PrintFailure, PrinterStatus } from '#shared/domain/print.ts';
import type { RenderedDocument } from './renderer.ts';

/** How a print ended. Documents print in order, so that `printedDocuments` says which are on paper: the first ones. */
export type PrintOutcome =
  { readonly kind: 'printed' } | ({ readonly kind: 'failed'; readonly printedDocuments: number } & PrintFailure);

export interface PrintControl {
  /** Aborting stops between two writes; the outcome is then INTERRUPTED. */
  readonly signal: AbortSignal;
  /** Called after each document that is surely on paper, with the number of documents printed so far. */
  readonly onDocumentPrinted: (printedDocuments: number) => void | Promise<void>;
}

/** Something that puts documents on paper. Expected failures are outcomes; only bugs throw. */
export interface Printer {
  /** For people: a file folder or an address. */
  readonly name: string;
  print(documents: readonly RenderedDocument[], control: PrintControl): Promise<PrintOutcome>;
  status(): Promise<PrinterStatus>;
  openDrawer(): Promise<DrawerOutcome>;
}

/** A failure as a value, with the first `printedDocuments` documents on paper. */
export function failedPrint(failure: PrintFailure, printedDocuments: number): PrintOutcome {
  return { kind: 'failed', ...failure, printedDocuments };
}
