import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type { PrintJob, PrintJobStatus } from '#shared/domain/print.ts';
import { useBridge } from '../bridge/bridge-context.ts';
import { describeFailure } from '../graphql/failures.ts';
import { useRecordPrint } from '../operations/use-record-print.ts';
import { usePrintStore } from '../stores/printing/print-store.ts';
import { createPrintReporter, type PrintReporter } from '../stores/printing/print-reporter.ts';
import { reportStorage } from '../stores/printing/report-storage.ts';
import { ticketJobs, type TicketJobContext } from '../stores/printing/ticket-job.ts';
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
  const context = useTicketJobContext();

  const printing = useMemo<Printing>(() => {
    const changed = (job: PrintJobStatus) => takeNote(reporter, job);
    const enqueue = async (job: PrintJob) => changed((await bridge.invoke('print.enqueue', job)).job);
    return {
      print(order, copies) {
        for (const job of ticketJobs(order, { ...context(), copies })) {
          const [ticket] = job.documents;
          if (ticket?.kind !== 'ticket') continue;
          reporter.await(job.jobId, { orderId: order.id, ticketId: ticket.ticketId });
          usePrintStore.getState().assign(ticket.ticketId, job.jobId);
          void enqueue(job);
        }
      },
      retry(jobId) {
        void bridge.invoke('print.retry', { jobId }).then((result) => {
          if (result.kind !== 'unknown-job') changed(result.job);
        });
      },
      preview: (jobId) => bridge.invoke('print.preview', { jobId, documentIndex: 0 }),
    };
  }, [bridge, reporter, context]);

  usePrintEvents(reporter);
  return <PrintingContextProvider value={printing}>{children}</PrintingContextProvider>;
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
function useTicketJobContext(): () => Omit<TicketJobContext, 'copies'> {
  const cinema = useCinema();
  const { locale } = useFormats();
  const { stationName } = useStation();
  const words = useTicketWords();
  return useMemo(
    () => () => ({
      cinemaName: cinema.name,
      timeZone: cinema.timeZone,
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
