import { readdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { PrintJob } from '#shared/domain/print.ts';
import { startPrinterEmulator } from '../../main/printing/testing/printer-emulator.ts';
import { sampleJob } from '../../main/printing/testing/sample-jobs.ts';
import { expect, test } from './launch.ts';

/** Does `act` in the page and resolves with the job's states from then on, up to one of `ends`. */
function statesAfter(page: Page, act: 'enqueue' | 'retry', job: PrintJob, ends: readonly string[]): Promise<string[]> {
  return page.evaluate(
    async ([doing, wanted, last]) => {
      const states: string[] = [];
      const ended = new Promise<void>((resolve) => {
        const leave = window.foyer.on('print.changed', (status) => {
          if (status.jobId !== wanted.jobId) return;
          if (states.at(-1) !== status.state) states.push(status.state);
          if (!last.includes(status.state)) return;
          leave();
          resolve();
        });
      });
      if (doing === 'enqueue') await window.foyer.invoke('print.enqueue', wanted);
      else await window.foyer.invoke('print.retry', { jobId: wanted.jobId });
      await ended;
      return states;
    },
    [act, job, ends] as const,
  );
}

test('a job from the page becomes paper in the folder, and a picture in the page', async ({ startStation, folder }) => {
  const paper = folder('paper');
  const { page } = await startStation({ env: { FOYER_PRINT_DIRECTORY: paper } });
  const job = sampleJob({ jobId: 'job-from-the-page' });
  expect((await statesAfter(page, 'enqueue', job, ['PRINTED', 'FAILED'])).at(-1)).toBe('PRINTED');
  const files = readdirSync(paper);
  for (const ending of ['.bin', '.pdf', '.png']) {
    expect(files.filter((name) => name.endsWith(ending))).toHaveLength(job.documents.length);
  }
  const size = await page.evaluate(async (jobId) => {
    const image = new Image();
    image.src = (await window.foyer.invoke('print.preview', { jobId, documentIndex: 0 })) ?? '';
    await image.decode();
    return image.naturalWidth;
  }, job.jobId);
  expect(size).toBeGreaterThan(500);
});

test('the same job is printed once, and the queue outlives the program', async ({ startStation, folder }) => {
  const userData = folder('kept');
  const job = sampleJob({ jobId: 'job-twice' });
  const first = await startStation({ userData });
  await statesAfter(first.page, 'enqueue', job, ['PRINTED']);
  await first.app.close();
  const { page } = await startStation({ userData });
  const again = await page.evaluate((sent) => window.foyer.invoke('print.enqueue', sent), job);
  expect([again.kind, again.job.state, again.job.attempts]).toEqual(['known', 'PRINTED', 1]);
  const queue = await page.evaluate(() => window.foyer.invoke('print.queue'));
  expect(queue.map(({ jobId }) => jobId)).toEqual(['job-twice']);
});

test('a printer with an open cover fails the job; closed, it prints on retry', async ({ startStation }) => {
  const printer = await startPrinterEmulator();
  const { page } = await startStation({ env: { FOYER_PRINTER: `tcp://127.0.0.1:${printer.port}` } });
  const job = sampleJob({ jobId: 'job-retried' });
  printer.openCover();
  expect((await statesAfter(page, 'enqueue', job, ['PRINTED', 'FAILED'])).at(-1)).toBe('FAILED');
  const [failed] = await page.evaluate(() => window.foyer.invoke('print.queue'));
  expect(failed?.failure?.reason).toBe('COVER_OPEN');
  printer.closeCover();
  expect((await statesAfter(page, 'retry', job, ['PRINTED', 'FAILED'])).at(-1)).toBe('PRINTED');
  expect(printer.receipts).toHaveLength(job.documents.length);
  expect(await page.evaluate(() => window.foyer.invoke('drawer.open'))).toEqual({ kind: 'opened' });
  await printer.until(() => printer.drawerPulses === 1);
  await printer.close();
});

test('a job that cannot be drawn is refused before it is queued', async ({ station: { page } }) => {
  const failure = await page.evaluate(
    (sent) => window.foyer.invoke('print.enqueue', sent).catch((error: Error) => error.message),
    { ...sampleJob({ jobId: 'job-empty' }), documents: [] },
  );
  expect(failure).toContain('print.enqueue: wrong payload (documents');
  expect(await page.evaluate(() => window.foyer.invoke('print.queue'))).toEqual([]);
});
