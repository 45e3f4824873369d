import { z } from 'zod';
import { printJobSchema, type PrintQueue } from '../printing/index.ts';
import { handle } from './handle.ts';

const jobId = z
  .string()
  .regex(/^[\w-]+$/)
  .max(64);

export function setupPrintIpc(queue: PrintQueue): void {
  handle('print.enqueue', { payload: printJobSchema, handle: (job) => queue.enqueue(job) });
  handle('print.retry', { payload: z.strictObject({ jobId }), handle: (request) => queue.retry(request.jobId) });
  handle('print.queue', { payload: z.void(), handle: () => queue.list() });
  handle('print.preview', {
    payload: z.strictObject({ jobId, documentIndex: z.int().min(0) }),
    handle: async (request) => {
      const png = await queue.preview(request.jobId, request.documentIndex);
      return png ? `data:image/png;base64,${png.toString('base64')}` : null;
    },
  });
  handle('print.status', { payload: z.void(), handle: () => queue.status() });
  handle('drawer.open', { payload: z.void(), handle: () => queue.openDrawer() });
}
