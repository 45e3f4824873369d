import { setTimeout as wait } from 'node:timers/promises';
import type { BenchOffice } from './bench-office.ts';

/** Longer than any payment can take here. */
const patienceMs = 120_000;

/** Resolves when all these orders are paid. Throws when one of them isn't within two minutes, or ended otherwise. */
export async function paidOrders({ composition }: BenchOffice, orderIds: readonly string[]): Promise<void> {
  const { orders } = composition.repositories.mongo.collections;
  const end = performance.now() + patienceMs;
  const criteria = { _id: { $in: orderIds as never } };
  while ((await orders.countDocuments({ ...criteria, state: 'PAID' })) < orderIds.length) {
    const lost = await orders.countDocuments({ ...criteria, state: { $nin: ['PAID', 'PENDING_PAYMENT'] } });
    if (lost > 0 || performance.now() > end) throw new Error(`${lost} orders of the benchmark were not paid`);
    await wait(20);
  }
}
