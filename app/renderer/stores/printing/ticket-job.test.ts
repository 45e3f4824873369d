import { describe, expect, it } from 'vitest';
import { context, order, ticket } from './testing/sample-order.ts';
import { ticketJob } from './ticket-job.ts';

describe('ticket job', () => {
  it('has the same id whenever the first print of a ticket is handed in', () => {
    const first = ticketJob(order, ticket(11), 'ORIGINAL', context);
    expect(first.jobId).toBe(ticketJob(order, ticket(11), 'ORIGINAL', { ...context, newId: () => 'other' }).jobId);
    expect(first.documents).toMatchObject([
      { printNumber: 1, orderCode: 'Q3RT-9NXF', row: 'F', seat: 11, position: { number: 2, of: 2 } },
    ]);
  });

  it('has an id of its own for each reprint, and counts it', () => {
    const printedOnce = { ...ticket(10), printCount: 1 };
    const reprint = ticketJob(order, printedOnce, 'REPRINT', context);
    expect(reprint.jobId).toMatch(/^[\w-]{1,64}$/);
    expect(reprint.jobId).not.toBe(ticketJob(order, printedOnce, 'ORIGINAL', context).jobId);
    expect(reprint.documents).toMatchObject([{ printNumber: 2 }]);
  });

  it('is a second print even if the first one is not counted yet', () => {
    expect(ticketJob(order, ticket(10), 'REPRINT', context).documents).toMatchObject([{ printNumber: 2 }]);
  });
});
