import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { PrintJobStatus } from '#shared/domain/print.ts';
import { createPrinter, createPrintQueue, createPrintRenderer, type PrintQueue } from './index.ts';
import { startPrinterEmulator } from './testing/printer-emulator.ts';
import { sampleJob, ticketsJob } from './testing/sample-jobs.ts';
import { temporaryDirectory } from './testing/temporary-directory.ts';

/** The whole road from job to paper, as the main process puts it together. */

// Under a full test run the machine is busy; drawing takes its time.
vi.setConfig({ testTimeout: 30_000 });

const renderer = createPrintRenderer({ fontDirectory: 'resources/fonts/print' });

async function openQueue(printer: ReturnType<typeof createPrinter>) {
  let settle: (status: PrintJobStatus) => void = () => undefined;
  const queue: PrintQueue = await createPrintQueue({
    directory: await temporaryDirectory(),
    printer,
    renderer,
    onChange: (status) => ['PRINTED', 'FAILED'].includes(status.state) && settle(status),
    onProblem: (message) => expect.unreachable(message),
    now: () => new Date(),
  });
  onTestFinished(() => queue.stop());
  return { queue, settled: () => new Promise<PrintJobStatus>((resolve) => (settle = resolve)) };
}

test('a sale of two tickets lies in the virtual printer’s folder as bytes, PDF and picture', async () => {
  const directory = await temporaryDirectory();
  const { queue, settled } = await openQueue(createPrinter({ kind: 'virtual', directory }));
  const done = settled();
  await queue.enqueue(sampleJob());
  expect(await done).toMatchObject({ state: 'PRINTED', printedDocuments: 3 });
  const stems = ['Q3RT9NXF-receipt-job-1', 'Q3RT9NXF-ticket-1-of-2-job-1', 'Q3RT9NXF-ticket-2-of-2-job-1'];
  expect((await readdir(directory)).sort()).toEqual(
    stems.flatMap((stem) => [`${stem}.bin`, `${stem}.pdf`, `${stem}.png`]),
  );
});

test('five tickets on a roll that ends within the third: after the refill a retry prints exactly the other three', async () => {
  const emulator = await startPrinterEmulator();
  onTestFinished(() => emulator.close());
  const { queue, settled } = await openQueue(
    createPrinter({ kind: 'tcp', host: '127.0.0.1', port: emulator.port, name: 'Counter 2' }),
  );
  const height = (await renderer.render(ticketsJob(5), 0)).bitmap.height;
  emulator.setPaper(2 * height + 100);

  const failed = settled();
  await queue.enqueue(ticketsJob(5));
  expect(await failed).toMatchObject({ state: 'FAILED', printedDocuments: 2, failure: { reason: 'PAPER_OUT' } });

  emulator.refill();
  const printed = settled();
  await queue.retry('job-1');
  expect(await printed).toMatchObject({ state: 'PRINTED', printedDocuments: 5 });
  expect(emulator.receipts.map((receipt) => receipt.height)).toEqual([height, height, 100, height, height, height]);
  const whole = emulator.receipts.filter((receipt) => receipt.height === height);
  expect(new Set(whole.map(({ rows }) => Buffer.from(rows).toString('base64'))).size).toBe(5);
});

test('the virtual printer says where it prints', () => {
  expect(createPrinter({ kind: 'virtual', directory: join('data', 'printer') }).name).toBe(join('data', 'printer'));
});
