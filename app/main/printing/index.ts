export { createPrinter, type PrinterSettings } from './create-printer.ts';
export { createPrintQueue, type PrintQueue } from './print-queue.ts';
export { printJobSchema } from './print-job-schema.ts';
export { createPrintRenderer } from './renderer.ts';
