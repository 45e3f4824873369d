import type { Money } from './money.ts';

/**
 * What the station prints, described without a layout: the renderer fills it in from an order, the main process turns it
 * into dots. Everything here survives structured clone and JSON. Instants are ISO 8601 in UTC, shown in `timeZone`.
 */
export interface PrintJob {
  /** Unique for ever: the same id is printed once, however often it is handed in. Letters, digits, `-`, `_`; at most 64. */
  readonly jobId: string;
  readonly orderId: string;
  readonly orderCode: string;
  /** When the print was asked for; the time on the foot of a ticket. */
  readonly createdAt: string;
  readonly copies: PrintCopies;
  /** BCP 47; decides words, dates, amounts and the direction of writing. */
  readonly locale: string;
  /** At least one, printed in this order. */
  readonly documents: readonly PrintDocument[];
}

export const printCopies = ['ORIGINAL', 'REPRINT'] as const;
/** A reprint says so on the paper. */
export type PrintCopies = (typeof printCopies)[number];

export type PrintDocument = TicketDocument | ReceiptDocument;

/** One seat of one showing. */
export interface TicketDocument {
  readonly kind: 'ticket';
  readonly ticketId: string;
  readonly cinemaName: string;
  readonly movieTitle: string;
  /** What else the guest should know of the showing, in this order: format, language, subtitles, rating. */
  readonly details: readonly string[];
  readonly startsAt: string;
  /** IANA zone of the cinema. */
  readonly timeZone: string;
  readonly auditoriumNumber: number;
  /** Absent when the room has no other name than its number. */
  readonly auditoriumName?: string | undefined;
  readonly row: string;
  readonly seat: number;
  readonly ticketTypeName: string;
  readonly seatKindName: string;
  readonly price: Money;
  readonly orderCode: string;
  readonly serial: string;
  /** The text of the QR code, see `ticket-qr.ts`. */
  readonly qr: string;
  readonly stationName: string;
  /** Absent at a kiosk. */
  readonly cashierName?: string | undefined;
  /** How often this ticket has been printed, this time included; from 1. */
  readonly printNumber: number;
  /** Which of the order's tickets this is; both from 1. */
  readonly position: { readonly number: number; readonly of: number };
}

/** The proof of payment of one order. */
export interface ReceiptDocument {
  readonly kind: 'receipt';
  readonly cinemaName: string;
  readonly address: string;
  readonly vatId: string;
  readonly receiptNumber: string;
  readonly issuedAt: string;
  /** IANA zone of the cinema. */
  readonly timeZone: string;
  readonly stationName: string;
  /** Absent at a kiosk. */
  readonly cashierName?: string | undefined;
  readonly sections: readonly ReceiptSection[];
  readonly total: Money;
  readonly tender: ReceiptTender;
  /** One per rate; may be empty where no VAT is charged. */
  readonly vat: readonly ReceiptVat[];
  readonly orderCode: string;
  /** What may be done with the code and until when, e.g. "Show it to change or return tickets." */
  readonly note?: string | undefined;
}

/** The lines of one showing; goods without a showing stand in a section without `showtime`. */
export interface ReceiptSection {
  readonly showtime?:
    { readonly movieTitle: string; readonly startsAt: string; readonly auditoriumName: string } | undefined;
  readonly lines: readonly ReceiptLine[];
}

export type ReceiptLine =
  | {
      readonly kind: 'seat';
      readonly ticketTypeName: string;
      readonly row: string;
      readonly seat: number;
      readonly amount: Money;
    }
  | {
      readonly kind: 'item';
      readonly name: string;
      readonly quantity: number;
      readonly unitPrice: Money;
      readonly amount: Money;
    };

export type ReceiptTender =
  | { readonly kind: 'cash'; readonly received: Money; readonly change: Money }
  | { readonly kind: 'card'; readonly amount: Money };

export interface ReceiptVat {
  /** In hundredths of a percent: 550 is 5.5 %. */
  readonly rateBasisPoints: number;
  readonly net: Money;
  readonly vat: Money;
  readonly gross: Money;
}

/** Where a job stands; the queue allows only the transitions of `printJobTransitions`. */
export type PrintJobState = 'QUEUED' | 'PRINTING' | 'PRINTED' | 'FAILED';

/** A job goes back to the queue only when somebody asks for a retry. */
export const printJobTransitions: Readonly<Record<PrintJobState, readonly PrintJobState[]>> = {
  QUEUED: ['PRINTING', 'FAILED'],
  PRINTING: ['PRINTED', 'FAILED'],
  PRINTED: [],
  FAILED: ['QUEUED'],
};

export const printFailureReasons = [
  /** Nothing answers at the printer's address. */
  'OFFLINE',
  /** Something answers there and does not want us: no printer, or busy with another station. */
  'REFUSED',
  'PAPER_OUT',
  'COVER_OPEN',
  /** The printer reports a fault of its own: cutter, temperature, voltage. */
  'PRINTER_FAULT',
  /** The printer stopped answering. */
  'TIMEOUT',
  /** The connection broke while printing. */
  'CONNECTION_LOST',
  /** The printer's folder or the queue's folder could not be written. */
  'DISK',
  /** A fault of the program: the document could not be drawn or handed over. */
  'INTERNAL',
  /** The station stopped while printing: what was under way may or may not be on paper. */
  'INTERRUPTED',
] as const;
export type PrintFailureReason = (typeof printFailureReasons)[number];

export interface PrintFailure {
  readonly reason: PrintFailureReason;
  /** For a person, in English; screens translate `reason`. */
  readonly message: string;
}

/** What the queue tells about a job. */
export interface PrintJobStatus {
  readonly jobId: string;
  readonly orderId: string;
  readonly orderCode: string;
  readonly copies: PrintCopies;
  readonly state: PrintJobState;
  /** Tickets and receipts in the job. */
  readonly documents: number;
  /** How many of them, counted from the first, are surely on paper. */
  readonly printedDocuments: number;
  /** How often printing has begun. */
  readonly attempts: number;
  readonly createdAt: string;
  /** When the state last changed. */
  readonly changedAt: string;
  /** Present exactly when `state` is FAILED. */
  readonly failure?: PrintFailure | undefined;
}

/** `unknown`: the printer takes data but tells nothing of itself. */
export type PrinterStatus =
  | { readonly kind: 'ready'; readonly paperLow: boolean }
  | { readonly kind: 'unknown' }
  | ({ readonly kind: 'unavailable' } & PrintFailure);

export type DrawerOutcome = { readonly kind: 'opened' } | ({ readonly kind: 'failed' } & PrintFailure);
