import { setTimeout } from 'node:timers/promises';
import type { PrinterStatus } from '#shared/domain/print.ts';
import { type PrinterConnection, PrinterFault } from './printer-connection.ts';
import {
  bufferCleared,
  clearBuffer,
  isAnswerInTurn,
  isRealTimeAnswer,
  paperStatusInTurn,
  realTimeStatus,
  statusFromAnswers,
} from './printer-status.ts';

/** All in milliseconds. */
export interface TalkTimeouts {
  /** For an answer to a real-time request. */
  readonly answer: number;
  /** For the printer to take some more bytes. */
  readonly stall: number;
  /** For one document to be on paper. */
  readonly document: number;
  /** Between two looks at the state while a document prints. */
  readonly poll: number;
}

/** The printer's side of a print: what it can tell of itself, and documents that are confirmed as far as it can. */
export interface PrinterTalk {
  /** As it was when the talk began. */
  readonly status: PrinterStatus;
  /** Resolves when the document is on paper as far as the printer can tell; throws a `PrinterFault` otherwise. */
  printDocument(bytes: Uint8Array): Promise<void>;
  /** Makes the printer forget what it has not printed; false when it does not say that it did. */
  clearBuffer(): Promise<boolean>;
}

/** Finds out what the printer can answer. */
export async function openTalk(connection: PrinterConnection, timeouts: TalkTimeouts): Promise<PrinterTalk> {
  const status = await askStatus(connection, timeouts);
  let confirms = status.kind === 'ready' && (await confirmsInTurn(connection, timeouts));

  async function waitUntilPrinted(): Promise<void> {
    const confirmed = connection
      .answer(isAnswerInTurn, timeouts.document)
      .then((answer) => (answer === undefined ? 'late' : 'printed'));
    confirmed.catch(() => undefined); // A fault may be thrown below before anybody waits here again.
    for (;;) {
      const news = await Promise.race([confirmed, setTimeout(timeouts.poll, 'none')]);
      if (news === 'printed') return;
      if (news === 'late') throw new PrinterFault('TIMEOUT', 'The printer does not finish.');
      throwIfUnavailable(await askStatus(connection, timeouts));
    }
  }

  return {
    status,
    async printDocument(bytes) {
      await connection.write(bytes, timeouts.stall);
      if (confirms) {
        await connection.write(paperStatusInTurn, timeouts.stall);
        await waitUntilPrinted();
      } else if (status.kind !== 'unknown') throwIfUnavailable(await askStatus(connection, timeouts));
    },
    async clearBuffer() {
      if (status.kind === 'unknown') return false;
      await connection.write(clearBuffer, timeouts.stall);
      for (const expected of bufferCleared) {
        if ((await connection.answer((byte) => byte === expected, timeouts.answer)) === undefined) return false;
      }
      confirms = status.kind === 'ready' && (await confirmsInTurn(connection, timeouts));
      return true;
    },
  };
}

/** Four questions, each after the answer to the one before, because answers do not say what they answer. */
async function askStatus(connection: PrinterConnection, timeouts: TalkTimeouts): Promise<PrinterStatus> {
  const answers: number[] = [];
  for (const n of [1, 2, 3, 4] as const) {
    await connection.write(realTimeStatus(n), timeouts.stall);
    const answer = await connection.answer(isRealTimeAnswer, timeouts.answer);
    if (answer === undefined) return { kind: 'unknown' };
    answers.push(answer);
  }
  const [printer = 0, offlineCause = 0, error = 0, paper = 0] = answers;
  return statusFromAnswers({ printer, offlineCause, error, paper });
}

async function confirmsInTurn(connection: PrinterConnection, timeouts: TalkTimeouts): Promise<boolean> {
  await connection.write(paperStatusInTurn, timeouts.stall);
  return (await connection.answer(isAnswerInTurn, timeouts.answer)) !== undefined;
}

/** Ends the talk with the printer's own reason. */
export function throwIfUnavailable(status: PrinterStatus): void {
  if (status.kind === 'unavailable') throw new PrinterFault(status.reason, status.message);
}
