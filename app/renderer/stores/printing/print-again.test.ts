import { describe, expect, it } from 'vitest';
import type { PrintJobStatus } from '#shared/domain/print.ts';
import { howToPrintAgain } from './print-again.ts';

const job = (state: PrintJobStatus['state']): PrintJobStatus => ({
  jobId: 'LC-1-1',
  orderId: 'order',
  orderCode: '7K4M2QXD',
  copies: 'ORIGINAL',
  state,
  documents: 1,
  printedDocuments: 0,
  attempts: 1,
  createdAt: '2026-11-21T18:43:00.000Z',
  changedAt: '2026-11-21T18:43:00.000Z',
});

describe('printing again', () => {
  it('repeats what failed under the same job, so that it is no reprint', () => {
    expect(howToPrintAgain({ printCount: 0 }, job('FAILED'))).toEqual({ kind: 'retry', jobId: 'LC-1-1' });
  });

  it('does not print twice what is under way', () => {
    expect(howToPrintAgain({ printCount: 0 }, job('QUEUED'))).toEqual({ kind: 'wait' });
    expect(howToPrintAgain({ printCount: 0 }, job('PRINTING'))).toEqual({ kind: 'wait' });
  });

  it('calls everything a reprint that is on paper already, whoever printed it', () => {
    expect(howToPrintAgain({ printCount: 0 }, job('PRINTED'))).toEqual({ kind: 'reprint' });
    expect(howToPrintAgain({ printCount: 1 }, undefined)).toEqual({ kind: 'reprint' });
  });

  it('prints for the first time what no station has printed', () => {
    expect(howToPrintAgain({ printCount: 0 }, undefined)).toEqual({ kind: 'original' });
  });
});
