export { createPrinter, type PrinterSettings } from './create-printer.ts';
export {
  createPrintQueue,
  type EnqueueResult,
  type PrintQueue,
  type PrintQueueOptions,
  type RetryResult,
} from './print-queue.ts';
export { parsePrintJob, printJobSchema } from './print-job-schema.ts';
export { createPrintRenderer, type PrintRenderer, type RenderedDocument } from './renderer.ts';
export type { Printer, PrintOutcome } from './printer.ts';
