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
  /** Whether it may still hold the rest of an earlier document, because it did not say that it forgot it. */
  readonly mayHoldRest: boolean;
  /** Resolves when the document is on paper as far as the printer can tell; throws a `PrinterFault` otherwise. */
  printDocument(bytes: Uint8Array): Promise<void>;
}

/** Makes the printer forget what it `mayHoldRest` of, and finds out what it can answer. */
export async function openTalk(
  connection: PrinterConnection,
  timeouts: TalkTimeouts,
  mayHoldRest: boolean,
): Promise<PrinterTalk> {
  // First of all, because within a torn picture nothing else is obeyed, and a full printer takes nothing else.
  const isCleared = mayHoldRest && (await forgetRest(connection, timeouts));
  const status = await askStatus(connection, timeouts);
  const confirms = status.kind === 'ready' && (await confirmsInTurn(connection, timeouts));
  return {
    status,
    mayHoldRest: mayHoldRest && !isCleared,
    async printDocument(bytes) {
      await connection.write(bytes, timeouts.stall);
      if (confirms) await waitUntilPrinted(connection, timeouts);
      else if (status.kind !== 'unknown') throwIfUnavailable(await askStatus(connection, timeouts));
    },
  };
}

async function waitUntilPrinted(connection: PrinterConnection, timeouts: TalkTimeouts): Promise<void> {
  await connection.write(paperStatusInTurn, timeouts.stall);
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

/** False when the printer does not say that it forgot. */
async function forgetRest(connection: PrinterConnection, timeouts: TalkTimeouts): Promise<boolean> {
  await connection.write(clearBuffer, timeouts.stall);
  // Asked for together, because the three bytes come together.
  const answers = bufferCleared.map((expected) => connection.answer((byte) => byte === expected, timeouts.answer));
  return !(await Promise.all(answers)).includes(undefined);
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
