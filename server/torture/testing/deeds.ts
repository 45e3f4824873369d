import type { TenderInput } from '#shared/generated/schema.ts';
import type { Client } from '../clients/client.ts';
import type { Answer, HoldAnswer, OrderAnswer } from '../history.ts';

/** What clients of a control do. Each throws when it isn't answered as it should be. */

export async function hold(client: Client, showtimeId: string, ...seatIds: string[]): Promise<HoldAnswer> {
  const answer = await client.insist('holdSeats', { holdId: client.newId(), showtimeId, seatIds });
  if (answer?.__typename !== 'SeatHold') throw unexpected(answer);
  return answer;
}

/** A request to sell a hold to adults. */
export function saleOf(client: Client, { id: holdId, seatIds }: HoldAnswer, tender = cash(seatIds.length)) {
  const lines = seatIds.map((seatId) => ({ seatId, ticketType: 'ADULT' }));
  return { holdId, lines, tender, contact: null, idempotencyKey: client.newId() };
}

/** More cash than the seats cost. */
function cash(seats: number): TenderInput {
  return { cash: { received: seats * 2_000 } };
}

export function card(terminalId: string): TenderInput {
  return { card: { terminalId } };
}

export function expectOrder(answer: Answer | null): OrderAnswer {
  if (answer?.__typename !== 'Order') throw unexpected(answer);
  return answer;
}

/** Holds and pays; the order as it was answered. */
export async function sell(
  client: Client,
  showtimeId: string,
  seatIds: readonly string[],
  tender?: TenderInput,
): Promise<OrderAnswer> {
  const held = await hold(client, showtimeId, ...seatIds);
  return expectOrder(await client.insist('placeOrder', saleOf(client, held, tender)));
}

/** What takes an order back. */
export function returnOf(client: Client, { id: orderId }: Pick<OrderAnswer, 'id'>) {
  return { orderId, reason: 'the film broke', idempotencyKey: client.newId() };
}

function unexpected(answer: Answer | null): Error {
  return new Error(`expected something else than ${JSON.stringify(answer)}`);
}
