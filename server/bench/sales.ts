import type { Actor } from '../domain/actor.ts';
import type { BenchOffice } from './bench-office.ts';
import { Buyer } from './buyer.ts';
import { paidOrders } from './paid-orders.ts';

const lanes = 16;
const ordersPerLane = 15;
const seatsPerOrder = 2;

export interface SalesResult {
  /** Each sold in a showtime of its own, so that nothing but the machine is shared. */
  readonly cashPerSecond: number;
  /** All in one showtime. */
  readonly hotPerSecond: number;
  readonly hotRatio: number;
  /** From the hold to the tickets, by way of the gateway and its webhook. */
  readonly cardPerSecond: number;
  readonly cardRatio: number;
}

/** Sales of two seats, hold included: by cash over many showtimes and in a hot one, and by card. */
export async function benchSales(office: BenchOffice): Promise<SalesResult> {
  const spread = await Promise.all(Array.from({ length: lanes }, () => office.hall(2)));
  const hot = await office.hall(26);
  const card = await Promise.all(Array.from({ length: lanes }, () => office.hall(2)));
  const cashPerSecond = await sell(office, 'CASH', (lane) => ({ showtimeId: spread[lane] ?? '', first: 0 }));
  const hotPerSecond = await sell(office, 'CASH', (lane) => ({ showtimeId: hot, first: lane * ordersPerLane }));
  const cardPerSecond = await sell(office, 'CARD', (lane) => ({ showtimeId: card[lane] ?? '', first: 0 }));
  return {
    cashPerSecond,
    hotPerSecond,
    hotRatio: hotPerSecond / cashPerSecond,
    cardPerSecond,
    cardRatio: cardPerSecond / cashPerSecond,
  };
}

/** Orders a second that ended as paid. `place` says which showtime a lane sells, and its first order's place there. */
async function sell(
  office: BenchOffice,
  tender: 'CASH' | 'CARD',
  place: (lane: number) => { readonly showtimeId: string; readonly first: number },
): Promise<number> {
  const sellers = await Promise.all(
    Array.from({ length: lanes }, async () => {
      const actor = office.actor();
      await office.composition.services.shifts.open(actor, 0);
      return { buyer: await Buyer.connect(office), nextToken: await tokensOf(office, actor, tender) };
    }),
  );
  const startedAt = performance.now();
  const ids = await Promise.all(
    sellers.map(async ({ buyer, nextToken }, lane) => {
      const { showtimeId, first } = place(lane);
      const orderIds: string[] = [];
      for (let order = 0; order < ordersPerLane; order += 1) {
        const token = nextToken(order);
        const hold = await buyer.hold(token, showtimeId, seatsOf(first + order));
        orderIds.push((await buyer.pay(token, hold, tender)).id);
      }
      return orderIds;
    }),
  );
  await paidOrders(office, ids.flat());
  const seconds = (performance.now() - startedAt) / 1_000;
  for (const { buyer } of sellers) buyer.close();
  return (lanes * ordersPerLane) / seconds;
}

/** A till takes all the cash; each card is a guest's own, as nobody may hold so many seats while cards are thought over. */
async function tokensOf(
  office: BenchOffice,
  cashier: Actor,
  tender: 'CASH' | 'CARD',
): Promise<(order: number) => string> {
  const token = await office.token(cashier);
  if (tender === 'CASH') return () => token;
  const guests = await Promise.all(Array.from({ length: ordersPerLane }, () => office.token(office.actor('CUSTOMER'))));
  return (order) => guests[order] ?? token;
}

/** The seats of the n-th order of a hall with rows of 20. */
function seatsOf(order: number): readonly string[] {
  const first = order * seatsPerOrder;
  return [first, first + 1].map((index) => `${String.fromCharCode(65 + Math.floor(index / 20))}${(index % 20) + 1}`);
}
