import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type { PrintCopies, PrintJob, PrintJobStatus } from '#shared/domain/print.ts';
import type { FoyerBridge } from '#shared/ipc/channels.ts';
import { useBridge } from '../bridge/bridge-context.ts';
import { describeFailure } from '../graphql/failures.ts';
import type { OrderFieldsFragment, TicketFieldsFragment } from '../graphql/generated/operations.ts';
import { useRecordPrint } from '../operations/use-record-print.ts';
import { howToPrintAgain, type PrintAgain } from '../stores/printing/print-again.ts';
import { knownReceiptJob, knownTicketJob, usePrintStore } from '../stores/printing/print-store.ts';
import { createPrintReporter, type PrintReporter } from '../stores/printing/print-reporter.ts';
import { reportStorage } from '../stores/printing/report-storage.ts';
import { receiptJob } from '../stores/printing/receipt-job.ts';
import { ticketJob, type PrintContext } from '../stores/printing/ticket-job.ts';
import { currentSession } from '../stores/session-store.ts';
import { serverNow } from '../stores/server-clock-store.ts';
import { useStation } from '../stores/station-store.ts';
import { useCinema, useFormats } from './cinema-context.ts';
import { PrintingContextProvider, type Printing } from './printing-context.ts';
import { useTicketWords } from './use-ticket-words.ts';
import { untilRetry } from './wait.ts';

/** Hands tickets to the main process, follows what becomes of them and tells the server. */
export function PrintingProvider({ children }: { readonly children: ReactNode }) {
  const bridge = useBridge();
  const reporter = useReporter();
  const context = usePrintContext();

  const printing = useMemo(() => createPrinting(bridge, reporter, context), [bridge, reporter, context]);

  usePrintEvents(reporter);
  return <PrintingContextProvider value={printing}>{children}</PrintingContextProvider>;
}

function createPrinting(bridge: FoyerBridge, reporter: PrintReporter, context: () => PrintContext): Printing {
  const store = usePrintStore.getState;

  async function enqueue(subjectId: string, job: PrintJob) {
    store().assign(subjectId, job.jobId);
    takeNote(reporter, (await bridge.invoke('print.enqueue', job)).job);
  }
  async function printTicket(order: OrderFieldsFragment, ticket: TicketFieldsFragment, copies: PrintCopies) {
    const job = ticketJob(order, ticket, copies, context());
    reporter.await(job.jobId, { orderId: order.id, ticketId: ticket.id });
    await enqueue(ticket.id, job);
  }
  async function retry(jobId: string) {
    const result = await bridge.invoke('print.retry', { jobId });
    if (result.kind !== 'unknown-job') takeNote(reporter, result.job);
  }
  function again(how: PrintAgain, print: (copies: PrintCopies) => Promise<void>) {
    if (how.kind === 'retry') void retry(how.jobId);
    if (how.kind === 'original') void print('ORIGINAL');
    if (how.kind === 'reprint') void print('REPRINT');
  }
  return {
    print: (order) => order.tickets.forEach((ticket) => void printTicket(order, ticket, 'ORIGINAL')),
    printAgain: (order) =>
      order.tickets.forEach((ticket) =>
        again(howToPrintAgain(ticket, knownTicketJob(store(), ticket)), (copies) => printTicket(order, ticket, copies)),
      ),
    // Nobody counts receipts but this station.
    printReceipt: (order) =>
      again(howToPrintAgain({ printCount: 0 }, knownReceiptJob(store(), order.id)), (copies) =>
        enqueue(order.id, receiptJob(order, copies, context())),
      ),
    retry: (jobId) => void retry(jobId),
    preview: (jobId) => bridge.invoke('print.preview', { jobId, documentIndex: 0 }),
  };
}

function takeNote(reporter: PrintReporter, job: PrintJobStatus): void {
  usePrintStore.getState().changed(job);
  reporter.changed(job);
}

function useReporter(): PrintReporter {
  const recordPrint = useRecordPrint();
  const [reporter] = useState(() =>
    createPrintReporter({
      storage: reportStorage(window.localStorage),
      send: recordPrint,
      onFailure: (error) => console.warn('a print could not be reported yet', describeFailure(error)),
      untilRetry,
    }),
  );
  return reporter;
}

/** Follows the main process: its events, what it printed while this page was not there, and the printer's state. */
function usePrintEvents(reporter: PrintReporter): void {
  const bridge = useBridge();
  useEffect(() => {
    const { setPrinter } = usePrintStore.getState();
    const askPrinter = () => void bridge.invoke('print.status').then(setPrinter);
    const stop = bridge.on('print.changed', (job) => {
      takeNote(reporter, job);
      if (job.state === 'PRINTED' || job.state === 'FAILED') askPrinter();
    });
    void bridge.invoke('print.queue').then((jobs) => jobs.forEach((job) => takeNote(reporter, job)));
    reporter.resume();
    askPrinter();
    return stop;
  }, [bridge, reporter]);
}

/** Who prints where, and in which words. */
function usePrintContext(): () => PrintContext {
  const cinema = useCinema();
  const { locale } = useFormats();
  const { stationName } = useStation();
  const words = useTicketWords();
  return useMemo(
    () => () => ({
      cinema,
      stationName,
      cashierName: currentSession()?.staff.name ?? '',
      locale,
      words,
      createdAt: new Date(serverNow()).toISOString(),
      newId: () => crypto.randomUUID(),
    }),
    [cinema, locale, stationName, words],
  );
}
