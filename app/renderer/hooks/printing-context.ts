import { createContext, useContext } from 'react';
import type { OrderFieldsFragment } from '../graphql/generated/operations.ts';

export interface Printing {
  /** Prints all tickets of a new order. What becomes of each is in the print store, and reported to the server. */
  print(order: OrderFieldsFragment): void;
  /** Gets all tickets of an order on paper once more: failed prints again, printed ones as reprints. */
  printAgain(order: OrderFieldsFragment): void;
  /** Prints the receipt of an order, or a copy of it. */
  printReceipt(order: OrderFieldsFragment): void;
  /** Prints a failed job once more. */
  retry(jobId: string): void;
  /** What a ticket looks like on paper, as a data URL; null where nothing can draw it. */
  preview(jobId: string): Promise<string | null>;
}

const PrintingContext = createContext<Printing | undefined>(undefined);

export const PrintingContextProvider = PrintingContext.Provider;

export function usePrinting(): Printing {
  const printing = useContext(PrintingContext);
  if (!printing) throw new Error('usePrinting needs a PrintingProvider above it');
  return printing;
}
