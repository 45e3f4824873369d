import { validTickets, type Order } from '../../domain/order.ts';
import type { Evidence } from './evidence.ts';
import { violation, type Violation } from './violation.ts';

/** Everything was told to whom it concerns, and the sealed history is as it was written. */
export function* checkEvents(evidence: Evidence): Generator<Violation> {
  yield* checkOutbox(evidence);
  yield* checkFigures(evidence);
  yield* checkChain(evidence);
}

/** Where rows stand that the relay gave up. */
const parkedIn = Number.MAX_SAFE_INTEGER;

function* checkOutbox({ dump: { outbox, events } }: Evidence): Generator<Violation> {
  for (const { _id, type, orderId, relayedAt, relayedIn } of outbox) {
    const text = `The event ${_id}, ${type} of ${orderId}, was never told.`;
    if (relayedAt === undefined || relayedIn === parkedIn)
      yield violation('event not told', text, { orderIds: [orderId] });
  }
  const { waiting, parked, deadLetters } = events;
  if (waiting > 0 || parked > 0)
    yield violation('event not told', `The outbox has ${waiting} waiting rows and ${parked} that were given up.`);
  for (const { group, count } of deadLetters)
    if (count > 0) yield violation('event not told', `The group ${group} has given up ${count} events.`);
}

/** The sales figures, which are counted from events, equal a recount: no event was lost, and none counted twice. */
function* checkFigures({ dump: { orders, figures } }: Evidence): Generator<Violation> {
  const counted = new Map<string, number>();
  const add = (name: string, amount: number): void => void counted.set(name, (counted.get(name) ?? 0) + amount);
  for (const order of orders) for (const [name, amount] of salesOf(order)) add(name, amount);
  for (const { showtimeId, ticketType, ...figure } of figures) {
    for (const name of ['sold', 'soldAmount', 'returned', 'returnedAmount'] as const)
      add(`${name} of ${ticketType} for ${showtimeId}`, -figure[name]);
  }
  for (const [name, difference] of counted) {
    const text = `The sales figures say ${-difference} too much of: ${name}.`;
    if (difference !== 0) yield violation('event not told', text);
  }
}

function salesOf(order: Order): readonly (readonly [string, number])[] {
  if (order.paidAt === null) return [];
  const valid = new Set(validTickets(order));
  return order.tickets.flatMap((ticket) => {
    const place = `of ${ticket.ticketType} for ${order.showtimeId}`;
    const tally = (what: string, price: number) => [
      [`${what} ${place}`, 1] as const,
      [`${what}Amount ${place}`, price] as const,
    ];
    const { amount } = ticket.price;
    return [...tally('sold', amount), ...(valid.has(ticket) ? [] : tally('returned', amount))];
  });
}

function* checkChain({ dump: { chain } }: Evidence): Generator<Violation> {
  for (const { message } of chain.faults) yield violation('chain broken', message);
  if (!chain.isIntact && chain.faults.length === 0) yield violation('chain broken', 'The audit chain is not intact.');
  if (chain.unsealed > 0) yield violation('chain broken', `${chain.unsealed} entries were never sealed.`);
}
