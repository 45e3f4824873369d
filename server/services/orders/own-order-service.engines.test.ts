import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Order } from '../../domain/order.ts';
import { found, openCardOffice, placeCardOrder } from '../../testing/card-office.ts';
import { answerOf, decided, expectSoundBooks, historyOf, refundsOf, sellByCard } from '../../testing/sold-order.ts';

const cancelOf = ({ id }: Pick<Order, 'id'>) => ({ orderId: id, idempotencyKey: randomUUID() });

describe('a guest who cancels', () => {
  it('gets a paid order back to the card, once', async () => {
    await using cards = await openCardOffice();
    const { ownOrders } = cards.office.services;
    const second = await cards.office.another();
    const guest = cards.office.actor('CUSTOMER');
    const sold = await sellByCard(cards, guest, ['A1', 'A2']);
    const request = cancelOf(sold);
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_each, retry) =>
        (retry % 2 ? second.services.ownOrders : ownOrders).cancel(guest, request),
      ),
    );
    expect(outcomes.every((outcome) => 'order' in outcome)).toBe(true);
    await expectSoundBooks(cards);
    expect((await found(cards, sold)).state).toBe('REFUNDED');
    expect(await refundsOf(cards, sold)).toEqual(['REFUND CARD 2700 DONE']);
    const [refund] = await cards.office.repositories.refunds.ofOrders([sold.id]);
    expect(refund).toMatchObject({ reason: 'cancelled by the guest', requestedBy: 'A customer', approvedBy: null });
    expect(await historyOf(cards, sold)).toContain('order.refund_requested');
    expect(answerOf(await ownOrders.cancel(guest, cancelOf(sold)))).toBe('InvalidTransitionError');
  });

  it('gives an order up before the card has paid, or gets the money back when it was quicker', async () => {
    await using cards = await openCardOffice();
    const { office, gateway } = cards;
    const { ownOrders } = office.services;
    await gateway.setTerminal('nobody', { behaviour: 'NEVER' });
    const guest = office.actor('CUSTOMER');
    const unpaid = await placeCardOrder(cards, guest, office.cinema.showtime.id, ['A1'], 'nobody');
    expect(answerOf(await ownOrders.cancel(guest, cancelOf(unpaid)))).toBe('CANCELLED');
    expect(answerOf(await ownOrders.cancel(guest, cancelOf(unpaid)))).toBe('CANCELLED');
    const paid = await placeCardOrder(cards, guest, office.cinema.showtime.id, ['A1']);
    await expect.poll(async () => (await gateway.client.intentsFor(paid.id))[0]?.state).toBe('SUCCEEDED');
    // The box office hasn't heard of the capture yet.
    expect(answerOf(await ownOrders.cancel(guest, cancelOf(paid)))).toMatch(/REFUND_PENDING|REFUNDED/);
    await expectSoundBooks(cards);
    expect((await found(cards, paid)).state).toBe('REFUNDED');
    expect((await decided(cards, unpaid)).state).toBe('CANCELLED');
  });

  it('finds no order of somebody else, and none after the show began', async () => {
    await using cards = await openCardOffice();
    const { office, pass } = cards;
    const { ownOrders } = office.services;
    const guest = office.actor('CUSTOMER');
    const sold = await sellByCard(cards, guest, ['A1']);
    expect(answerOf(await ownOrders.cancel(office.actor('CUSTOMER'), cancelOf(sold)))).toBe('NotFoundError');
    expect(answerOf(await ownOrders.cancel(guest, { ...cancelOf(sold), orderId: 'none' }))).toBe('NotFoundError');
    expect(answerOf(await ownOrders.cancel(guest, { ...cancelOf(sold), idempotencyKey: '' }))).toBe('ValidationError');
    pass(2 * 3_600_000);
    expect(answerOf(await ownOrders.cancel(guest, cancelOf(sold)))).toBe('SalesClosedError');
    expect((await found(cards, sold)).state).toBe('PAID');
    await expectSoundBooks(cards);
  });

  it('can not pay in cash, and is not written to at what is no address', async () => {
    await using cards = await openCardOffice();
    const { office } = cards;
    const guest = office.actor('CUSTOMER');
    const { services, cinema } = office;
    const held = await services.holds.hold(guest, {
      holdId: randomUUID(),
      showtimeId: cinema.showtime.id,
      seatIds: ['A1'],
    });
    if (held.__typename !== 'SeatHold') throw new Error('the seat is not held');
    const request = {
      holdId: held.id,
      lines: [{ seatId: 'A1', ticketType: 'ADULT' }],
      tender: { kind: 'CASH', received: 1_350 } as const,
      contact: null,
    };
    const place = (change: object) =>
      services.orders.place(guest, { ...request, idempotencyKey: randomUUID(), ...change });
    expect(await place({})).toMatchObject({ failure: { __typename: 'ValidationError', field: 'tender.cash' } });
    const card = { kind: 'CARD', terminalId: null } as const;
    const nowhere = { email: 'no address', locale: 'en' };
    expect(await place({ tender: card, contact: nowhere })).toMatchObject({ failure: { field: 'contact.email' } });
    const contact = { email: 'Guest@Example.org', locale: 'en' };
    expect(await place({ tender: card, contact })).toMatchObject({
      order: { contact: { email: 'guest@example.org' } },
    });
  });
});
