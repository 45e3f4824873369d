import { describe, expect, it } from 'vitest';
import type { PrintJobStatus } from '#shared/domain/print.ts';
import type { RecordPrintInput } from '../../graphql/generated/operations.ts';
import { createPrintReporter, type ReportState } from './print-reporter.ts';

const job = (state: PrintJobStatus['state'], attempts = 1): PrintJobStatus => ({
  jobId: 'LC-1-1',
  orderId: 'order',
  orderCode: '7K4M2QXD',
  copies: 'ORIGINAL',
  state,
  documents: 1,
  printedDocuments: state === 'PRINTED' ? 1 : 0,
  attempts,
  createdAt: '2026-11-21T18:43:00.000Z',
  changedAt: '2026-11-21T18:43:01.000Z',
  failure: state === 'FAILED' ? { reason: 'PAPER_OUT', message: 'The printer is out of paper.' } : undefined,
});

/** Lets everything run that is ready to run. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

function setUp(start: ReportState = { awaited: {}, pending: [] }) {
  const kept = { state: start };
  const sent: RecordPrintInput[] = [];
  const failures: unknown[] = [];
  const server = { isAway: false, comeBack: () => {} };
  const reporter = createPrintReporter({
    storage: { load: () => kept.state, save: (state) => (kept.state = state) },
    send: async (report) => {
      if (server.isAway) throw new Error('away');
      sent.push(report);
    },
    onFailure: (error) => failures.push(error),
    untilRetry: () =>
      new Promise((resolve) => {
        server.comeBack = () => {
          server.isAway = false;
          resolve();
        };
      }),
  });
  return { reporter, kept, sent, failures, server };
}

describe('print reporter', () => {
  it('reports a failure and, later, that the ticket was printed after all', async () => {
    const { reporter, kept, sent } = setUp();
    reporter.await('LC-1-1', { orderId: 'order', ticketId: 'ticket' });
    for (const each of [job('QUEUED'), job('PRINTING'), job('FAILED'), job('PRINTING', 2), job('PRINTED', 2)]) {
      reporter.changed(each);
    }
    await turn();
    expect(sent.map(({ jobId, outcome, detail }) => [jobId, outcome, detail])).toEqual([
      ['LC-1-1-1', 'FAILED', 'The printer is out of paper.'],
      ['LC-1-1-2', 'PRINTED', null],
    ]);
    expect(kept.state).toEqual({ awaited: {}, pending: [] });
  });

  it('keeps a report until the server has taken it', async () => {
    const { reporter, kept, sent, failures, server } = setUp();
    server.isAway = true;
    reporter.await('LC-1-1', { orderId: 'order', ticketId: 'ticket' });
    reporter.changed(job('PRINTED'));
    await turn();
    expect(kept.state.pending).toHaveLength(1);
    expect(failures).toHaveLength(1);
    server.comeBack();
    await turn();
    expect(sent).toHaveLength(1);
    expect(kept.state.pending).toEqual([]);
  });

  it('sends what a former run left over', async () => {
    const report = { orderId: 'order', ticketIds: ['ticket'], jobId: 'LC-1-1-1', outcome: 'PRINTED' as const };
    const { reporter, sent } = setUp({ awaited: {}, pending: [report] });
    reporter.resume();
    await turn();
    expect(sent).toEqual([report]);
  });

  it('says nothing of jobs that are not tickets of ours', async () => {
    const { reporter, sent } = setUp();
    reporter.changed(job('PRINTED'));
    await turn();
    expect(sent).toEqual([]);
  });
});
