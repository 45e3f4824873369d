import type { Order } from '../../domain/order.ts';
import { grouped, type Evidence } from './evidence.ts';
import { violation, type Violation } from './violation.ts';

/** A number of a receipt or a ticket: its series, and its place in it. */
interface Numbered {
  readonly order: Order;
  readonly series: string;
  readonly number: number;
}

/** Receipts and tickets are counted from 1 in their series, each once and without gaps, as far as the series says. */
export function* checkNumbers({ dump: { orders, shifts, series } }: Evidence): Generator<Violation> {
  const counts = new Map<string, { readonly receipts: number; readonly tickets: number }>();
  for (const { number, receiptCount, ticketCount } of shifts)
    counts.set(String(number), { receipts: receiptCount, tickets: ticketCount });
  for (const { name, receiptCount, ticketCount } of series)
    counts.set(name, { receipts: receiptCount, tickets: ticketCount });
  const receipts = orders.flatMap((order) => numbered(order, order.receiptNumber));
  const tickets = orders.flatMap((order) => order.tickets.flatMap(({ serial }) => numbered(order, serial)));
  const receiptsBySeries = grouped(receipts, ({ series: name }) => name);
  const ticketsBySeries = grouped(tickets, ({ series: name }) => name);
  for (const [name, count] of counts) {
    yield* checkSeries('receipt', name, count.receipts, receiptsBySeries.get(name) ?? []);
    yield* checkSeries('ticket', name, count.tickets, ticketsBySeries.get(name) ?? []);
  }
  yield* checkUnknown([...receipts, ...tickets], counts);
}

/** `TC-17-0003` and `17-0003`: the third of series 17. */
function numbered(order: Order, text: string | null): readonly Numbered[] {
  if (text === null) return [];
  const [number = '', series = ''] = text.split('-').toReversed();
  return [{ order, series, number: Number(number) }];
}

function* checkSeries(what: string, series: string, count: number, given: readonly Numbered[]): Generator<Violation> {
  const byNumber = grouped(given, ({ number }) => String(number));
  for (let number = 1; number <= count; number += 1) {
    const users = byNumber.get(String(number)) ?? [];
    const orderIds = users.map(({ order }) => order.id);
    if (users.length === 0) yield violation('numbers wrong', `Series ${series} has no ${what} ${number}.`);
    if (users.length > 1) {
      const text = `${what} ${number} of series ${series} was given ${users.length} times: ${orderIds.join(', ')}.`;
      yield violation('numbers wrong', text, { orderIds });
    }
  }
  for (const [number, users] of byNumber) {
    const text = `Series ${series} has counted ${count}, but there is a ${what} ${number}.`;
    const orderIds = users.map(({ order }) => order.id);
    if (Number(number) > count) yield violation('numbers wrong', text, { orderIds });
  }
}

function* checkUnknown(all: readonly Numbered[], counts: ReadonlyMap<string, unknown>): Generator<Violation> {
  for (const { order, series } of all) {
    const text = `${order.id} has a number of the series ${series}, which is unknown.`;
    if (!counts.has(series)) yield violation('numbers wrong', text, { orderIds: [order.id] });
  }
}
