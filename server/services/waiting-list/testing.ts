import { randomUUID } from 'node:crypto';
import type { Actor } from '../../domain/actor.ts';
import type { Order } from '../../domain/order.ts';
import { expectType, type TestBoxOffice } from '../../testing/box-office.ts';
import type { JoinRequest, Joined } from './waiting-list-entrance.ts';
import type { WaitingEntryView } from './waiting-list-service.ts';

/** All seats of the small auditorium. */
const smallHall = Array.from({ length: 10 }, (_each, index) => `A${index + 1}`);

/** Takes every seat of the small showtime out of the sale. */
export async function sellOut(office: TestBoxOffice): Promise<void> {
  const request = { showtimeId: office.cinema.small.id, seatIds: smallHall, reason: 'A closed performance' };
  expectType(await office.services.blocks.block(office.actor('MANAGER'), request), 'SeatBlock');
}

/** Gives seats of the small showtime back to the sale. */
export async function freeSeats(office: TestBoxOffice, ...seatIds: readonly string[]): Promise<void> {
  const request = { showtimeId: office.cinema.small.id, seatIds, reason: 'Open again' };
  expectType(await office.services.blocks.unblock(office.actor('MANAGER'), request), 'SeatBlock');
}

/** A request to wait for the small showtime. */
export function wish(office: TestBoxOffice, partySize: number, change: Partial<JoinRequest> = {}): JoinRequest {
  return {
    showtimeId: office.cinema.small.id,
    partySize,
    ticketTypes: null,
    name: 'Ada Lovelace',
    contact: { email: `guest-${randomUUID()}@example.org`, locale: 'en' },
    idempotencyKey: randomUUID(),
    ...change,
  };
}

/** Joins the line of the small showtime; fails the test when that is refused. */
export async function join(
  office: TestBoxOffice,
  partySize: number,
  change: Partial<JoinRequest> = {},
  actor: Actor = office.actor('CUSTOMER'),
): Promise<Joined> {
  const outcome = await office.services.waitingListEntrance.join(actor, wish(office, partySize, change));
  if ('__typename' in outcome) throw new Error(`${outcome.__typename}: ${outcome.message}`);
  return outcome;
}

/** An entry as it stands now. */
export async function entryOf(office: TestBoxOffice, { entry, code }: Joined): Promise<WaitingEntryView> {
  const found = await office.services.waitingLists.find(office.actor('CUSTOMER'), entry.id, code);
  if (!found) throw new Error(`the waiting entry ${entry.id} is gone`);
  return found;
}

/** The reservation that an entry was offered. */
export async function offerTo(office: TestBoxOffice, joined: Joined): Promise<Order> {
  const { order, state } = await entryOf(office, joined);
  if (!order) throw new Error(`nothing was offered: ${state}`);
  return order;
}
