import { randomUUID } from 'node:crypto';
import type { Composition } from '../compose.ts';
import type { Actor } from '../domain/actor.ts';
import type { PlaceOrderInput, PlaceOrderOutcome } from '../services/orders/order-request.ts';
import type { SeatHold } from '../services/seat-hold-service.ts';
import { expectType } from './box-office.ts';

/** A request to sell a hold to adults for cash that is enough. */
export function adultSale(
  hold: Pick<SeatHold, 'id' | 'seatIds'>,
  idempotencyKey: string = randomUUID(),
): PlaceOrderInput {
  return {
    holdId: hold.id,
    lines: hold.seatIds.map((seatId) => ({ seatId, ticketType: 'ADULT' })),
    tender: { kind: 'CASH', received: 1_350 * hold.seatIds.length },
    contact: null,
    idempotencyKey,
  };
}

/** Opens a shift with 100.00 in the drawer. Throws when the person has one. */
export async function openShift({ services }: Composition, actor: Actor): Promise<void> {
  const outcome = await services.shifts.open(actor, 10_000);
  if ('__typename' in outcome) throw new Error(outcome.message);
}

/** Holds seats; throws when somebody else has them. */
export async function holdSeats(
  { services }: Composition,
  actor: Actor,
  showtimeId: string,
  seatIds: readonly string[],
): Promise<SeatHold> {
  return expectType(await services.holds.hold(actor, { holdId: randomUUID(), showtimeId, seatIds }), 'SeatHold');
}

/** The name of the failure, or `Order`. */
export function nameOf(outcome: PlaceOrderOutcome): string {
  return 'order' in outcome ? 'Order' : outcome.failure.__typename;
}
