import { percentile } from './measure.ts';
import type { BenchOffice } from './bench-office.ts';
import { Buyer } from './buyer.ts';
import { paidOrders } from './paid-orders.ts';

const buyers = 10_000;
const seats = 400;
/** Buyers whose requests are under way at the same time. */
const atOnce = 256;
/** How large groups are, over and over. */
const groupSizes = [2, 2, 1, 4, 2, 3, 2, 6, 2, 1];

export interface RushResult {
  readonly secondsToSellOut: number;
  readonly groupsSeated: number;
  readonly seatsSold: number;
  /** From a buyer's first request to the last answer, seated or not. */
  readonly p99Ms: number;
  readonly answersPerSecond: number;
}

/** 10,000 buyers who all want the best seats of one showtime with 400, and pay by card. */
export async function benchRush(office: BenchOffice): Promise<RushResult> {
  const showtimeId = await office.hall(seats / 20);
  const tokens = await Promise.all(Array.from({ length: buyers }, () => office.token(office.actor('CUSTOMER'))));
  const connections = await Promise.all(Array.from({ length: atOnce }, () => Buyer.connect(office)));
  const latencies: number[] = [];
  const orderIds: string[] = [];
  let seatsSold = 0;
  let soldOutAt = 0;
  let next = 0;
  const startedAt = performance.now();
  const lane = async (buyer: Buyer): Promise<void> => {
    for (let turn = next++; turn < buyers; turn = next++) {
      const token = tokens[turn] ?? '';
      const began = performance.now();
      const hold = await buyer.holdBest(token, showtimeId, groupSizes[turn % groupSizes.length] ?? 2);
      if (hold.__typename === 'SeatHold') {
        orderIds.push((await buyer.pay(token, hold, 'CARD')).id);
        seatsSold += hold.seatIds.length;
        if (seatsSold === seats) soldOutAt = performance.now();
      }
      latencies.push(performance.now() - began);
    }
  };
  await Promise.all(connections.map(lane));
  const endedAt = performance.now();
  await paidOrders(office, orderIds);
  for (const buyer of connections) buyer.close();
  return {
    secondsToSellOut: ((soldOutAt || endedAt) - startedAt) / 1_000,
    groupsSeated: orderIds.length,
    seatsSold,
    p99Ms: percentile(latencies, 0.99),
    answersPerSecond: (buyers / (endedAt - startedAt)) * 1_000,
  };
}
