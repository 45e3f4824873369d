import { describe, expect, it } from 'vitest';
import { receiptJob } from './receipt-job.ts';
import { context, order } from './testing/sample-order.ts';

describe('receipt job', () => {
  it('accounts for every cent: lines, tax and cash', () => {
    const [receipt] = receiptJob(order, 'ORIGINAL', context).documents;
    expect(receipt).toMatchObject({
      kind: 'receipt',
      total: { amount: 2_700, currency: 'EUR' },
      tender: { kind: 'cash', received: { amount: 5_000 }, change: { amount: 2_300 } },
      vat: [{ rateBasisPoints: 550, net: { amount: 2_559 }, vat: { amount: 141 }, gross: { amount: 2_700 } }],
    });
    expect(receipt?.kind === 'receipt' && receipt.sections[0]?.lines.map((line) => line.amount.amount)).toEqual([
      1_350, 1_350,
    ]);
  });

  it('names a card sale as one', () => {
    const card = { ...order, tender: 'CARD', cashReceived: null, changeDue: null } as const;
    expect(receiptJob(card, 'ORIGINAL', context).documents).toMatchObject([
      { tender: { kind: 'card', amount: { amount: 2_700 } } },
    ]);
  });

  it('has the same id for the first print, another one for each copy', () => {
    const first = receiptJob(order, 'ORIGINAL', context).jobId;
    expect(receiptJob(order, 'ORIGINAL', { ...context, newId: () => 'other' }).jobId).toBe(first);
    const copy = receiptJob(order, 'REPRINT', context).jobId;
    expect(copy).not.toBe(first);
    expect(copy).toMatch(/^[\w-]{1,64}$/);
  });

  it('hands over nothing but the document', () => {
    expect(JSON.stringify(receiptJob(order, 'ORIGINAL', context))).not.toContain('__typename');
  });
});
