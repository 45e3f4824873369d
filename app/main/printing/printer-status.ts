import type { PrinterStatus, PrintFailure } from '#shared/domain/print.ts';

/** What a printer answers to `DLE EOT n`; the real-time status works while it prints and while it is offline. */

export const realTimeStatus = (n: 1 | 2 | 3 | 4): Uint8Array => Uint8Array.of(0x10, 0x04, n);
/** `GS r 1`: answered in its turn, after everything before it is on paper. */
export const paperStatusInTurn = Uint8Array.of(0x1d, 0x72, 1);
/** `DLE DC4 8`: forgets what was received and not printed. */
export const clearBuffer = Uint8Array.of(0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8);
/** The answer to `clearBuffer`. */
export const bufferCleared = [0x37, 0x25, 0x00] as const;

/** Fixed bits tell the two kinds of answers apart, whatever else is under way. */
export const isRealTimeAnswer = (byte: number): boolean => (byte & 0b1001_0011) === 0b0001_0010;
export const isAnswerInTurn = (byte: number): boolean => (byte & 0b1001_0000) === 0;

export interface StatusAnswers {
  /** `DLE EOT 1` */
  readonly printer: number;
  /** `DLE EOT 2` */
  readonly offlineCause: number;
  /** `DLE EOT 3` */
  readonly error: number;
  /** `DLE EOT 4` */
  readonly paper: number;
}

export function statusFromAnswers({ printer, offlineCause, error, paper }: StatusAnswers): PrinterStatus {
  const failure = failureFromAnswers(printer, offlineCause, error, paper);
  return failure ? { kind: 'unavailable', ...failure } : { kind: 'ready', paperLow: (paper & 0b0000_1100) !== 0 };
}

function failureFromAnswers(
  printer: number,
  offlineCause: number,
  error: number,
  paper: number,
): PrintFailure | undefined {
  if (offlineCause & 0b0000_0100) return { reason: 'COVER_OPEN', message: 'The printer is open.' };
  if (offlineCause & 0b0010_0000 || paper & 0b0110_0000)
    return { reason: 'PAPER_OUT', message: 'The printer is out of paper.' };
  if (error & 0b0000_1000) return { reason: 'PRINTER_FAULT', message: 'The paper knife is stuck.' };
  if (error & 0b0110_0000) return { reason: 'PRINTER_FAULT', message: 'The printer reports a fault.' };
  if (printer & 0b0000_1000 || offlineCause & 0b0100_0000) {
    return { reason: 'PRINTER_FAULT', message: 'The printer is switched offline.' };
  }
  return undefined;
}
