import { describe, expect, it } from 'vitest';
import type { Composition } from '../compose.ts';
import { ageHold } from '../testing/age-hold.ts';
import { expectType, openBoxOffice, type TestBoxOffice } from '../testing/box-office.ts';
import { adultSale, holdSeats, nameOf, openShift } from '../testing/sale.ts';

const reason = 'The armrest is broken';

/** The characters of these seats (indexes) in the live map. */
async function shown({ services, cinema }: TestBoxOffice, from: number, to: number): Promise<string> {
  return (await services.maps.state(cinema.showtime)).packed.slice(from, to);
}

async function claimed({ repositories, cinema }: TestBoxOffice, seatIds: readonly string[]) {
  const claims = await repositories.claims.claimedAmong(cinema.showtime.id, seatIds);
  return claims.map(({ seatId, state }) => `${seatId} ${state}`).sort();
}

describe('blocked seats', () => {
  it('are kept in both layers and in the history, until they are given back', async () => {
    await using office = await openBoxOffice();
    const { services, cinema } = office;
    const showtimeId = cinema.showtime.id;
    const [manager, cashier] = [office.actor('MANAGER'), office.actor('CASHIER')];
    const request = { showtimeId, seatIds: ['A1', 'A2'], reason };
    const block = await services.blocks.block(manager, request);
    expect(block).toEqual({ __typename: 'SeatBlock', showtimeId, seatIds: ['A1', 'A2'], isBlocked: true });
    expect(await shown(office, 0, 3)).toBe('440');
    expect(await claimed(office, ['A1', 'A2', 'A3'])).toEqual(['A1 BLOCKED', 'A2 BLOCKED']);
    // Again, and with one seat more.
    expectType(await services.blocks.block(manager, request), 'SeatBlock');
    expectType(await services.blocks.block(manager, { ...request, seatIds: ['A2', 'A3'] }), 'SeatBlock');
    expect(await shown(office, 0, 4)).toBe('4440');
    const held = await services.holds.hold(cashier, { holdId: crypto.randomUUID(), showtimeId, seatIds: ['A3', 'A4'] });
    expect(held).toMatchObject({ __typename: 'SeatsUnavailableError', seatIds: ['A3'] });

    const back = { ...request, seatIds: ['A1', 'A2', 'A3', 'A9'] };
    expectType(await services.blocks.unblock(manager, back), 'SeatBlock');
    expectType(await services.blocks.unblock(manager, back), 'SeatBlock');
    expect(await shown(office, 0, 9)).toBe('000000000');
    expect(await claimed(office, back.seatIds)).toEqual([]);
    await holdSeats(office, cashier, showtimeId, ['A1', 'A2']);
    const { nodes } = await services.audit.page(
      { showtimeId, actions: ['block.placed', 'block.lifted'] },
      { after: undefined, first: 10 },
    );
    expect(nodes.map(({ action, seatIds, actor }) => [action, seatIds, actor])).toEqual([
      ['block.lifted', ['A1', 'A2', 'A3'], manager.name],
      ['block.placed', ['A3'], manager.name],
      ['block.placed', ['A1', 'A2'], manager.name],
    ]);
  });

  it('are never such as somebody holds or has bought, nor is one of them blocked then', async () => {
    await using office = await openBoxOffice();
    const { services, cinema } = office;
    const [manager, cashier] = [office.actor('MANAGER'), office.actor('CASHIER')];
    await openShift(office, cashier);
    const hold = await holdSeats(office, cashier, cinema.showtime.id, ['A2']);
    const request = { showtimeId: cinema.showtime.id, seatIds: ['A1', 'A2', 'A3'], reason };
    expect(await services.blocks.block(manager, request)).toMatchObject({ seatIds: ['A2'], code: 'SEATS_UNAVAILABLE' });
    expect(nameOf(await services.orders.place(cashier, adultSale(hold)))).toBe('Order');
    expect(await services.blocks.block(manager, request)).toMatchObject({ seatIds: ['A2'], code: 'SEATS_UNAVAILABLE' });
    expect(await services.blocks.unblock(manager, request)).toMatchObject({
      seatIds: ['A2'],
      code: 'SEATS_UNAVAILABLE',
    });
    expect(await shown(office, 0, 3)).toBe('030');
    expect(await claimed(office, request.seatIds)).toEqual(['A2 BOOKED']);
  });

  it('may also be such as were blocked before anything was held', async () => {
    await using office = await openBoxOffice();
    const { services, repositories, cinema } = office;
    const { id: showtimeId } = cinema.showtime;
    const house = { showtimeId, state: 'BLOCKED', orderId: null, holdId: null, fence: 0, lockedUntil: null } as const;
    await repositories.claims.import([{ ...house, seatId: 'A1', seatIndex: 0 }]);
    expect(await shown(office, 0, 2)).toBe('40');
    const request = { showtimeId, seatIds: ['A1'], reason };
    expectType(await services.blocks.unblock(office.actor('MANAGER'), request), 'SeatBlock');
    expect(await shown(office, 0, 2)).toBe('00');
    expectType(await services.blocks.block(office.actor('MANAGER'), request), 'SeatBlock');
    expect(await shown(office, 0, 2)).toBe('40');
  });

  it('stay blocked when Redis forgets them, and when the program dies before it told Redis', async () => {
    await using office = await openBoxOffice();
    const { services, cinema, locks } = office;
    const manager = office.actor('MANAGER');
    const request = { showtimeId: cinema.showtime.id, seatIds: ['A1'], reason };
    const { show } = locks;
    Object.assign(locks, { show: () => Promise.reject(new Error('the program died')) });
    await expect(services.blocks.block(manager, request)).rejects.toThrow('died');
    Object.assign(locks, { show: show.bind(locks) });
    expect(await shown(office, 0, 1)).toBe('2');
    const [hold] = await locks.holdsOf(cinema.showtime.id);
    await ageHold(office.redis, office.keys, cinema.showtime.id, hold?.holdId ?? '', 60_000);
    expect(await services.recovery.settleAbandonedLocks()).toBe(1);
    expect(await shown(office, 0, 1)).toBe('4');
    await services.maps.rebuild(cinema.showtime);
    expect(await shown(office, 0, 1)).toBe('4');
  });

  it.each([
    ['no reason', { reason: ' ' }, 'ValidationError'],
    ['no seats', { seatIds: [] }, 'ValidationError'],
    ['a seat that is not there', { seatIds: ['Z1'] }, 'ValidationError'],
    ['too many seats', { seatIds: Array.from({ length: 61 }, (_each, index) => `A${index}`) }, 'HoldLimitError'],
    ['a showtime that is not there', { showtimeId: 'nowhere' }, 'NotFoundError'],
  ])('need more than %s', async (_name, change, failure) => {
    await using office = await openBoxOffice();
    const request = { showtimeId: office.cinema.showtime.id, seatIds: ['A1'], reason, ...change };
    expect((await office.services.blocks.block(office.actor('MANAGER'), request)).__typename).toBe(failure);
    expect((await office.services.blocks.unblock(office.actor('MANAGER'), request)).__typename).toBe(failure);
  });
});

describe('blocking a seat while it is sold', () => {
  /** Programs that know nothing of each other's holds: half of them sell the seat, half of them block it. */
  async function race(office: TestBoxOffice, prepare: (program: Composition) => void): Promise<readonly string[]> {
    const steps = await Promise.all(
      Array.from({ length: 8 }, async (_each, index) => {
        const program = await office.another({ apartInRedis: true });
        prepare(program);
        const actor = office.actor('MANAGER');
        if (index % 2 === 0) {
          const request = { showtimeId: office.cinema.showtime.id, seatIds: ['B1'], reason };
          return async () => (await program.services.blocks.block(actor, request)).__typename;
        }
        await openShift(program, actor);
        const hold = await holdSeats(program, actor, office.cinema.showtime.id, ['B1']);
        return async () => nameOf(await program.services.orders.place(actor, adultSale(hold)));
      }),
    );
    return Promise.all(steps.map((step) => step()));
  }

  it('ends in one of the two', async () => {
    await using office = await openBoxOffice();
    const outcomes = await race(office, () => undefined);
    const states = await claimed(office, ['B1']);
    const sold = outcomes.filter((outcome) => outcome === 'Order').length;
    expect(states).toEqual([sold === 1 ? 'B1 BOOKED' : 'B1 BLOCKED']);
    // Those who came after a block found it there.
    if (sold === 1) expect(outcomes.filter((outcome) => outcome === 'SeatBlock')).toEqual([]);
    expect(outcomes.filter((outcome) => !['Order', 'SeatBlock', 'SeatsUnavailableError'].includes(outcome))).toEqual(
      [],
    );
  });

  it('would end in both without the claims in the database (negative control)', async () => {
    await using office = await openBoxOffice();
    const outcomes = await race(office, ({ repositories }) => {
      Object.assign(repositories.claims, { claimSeats: () => Promise.resolve() });
    });
    expect(outcomes).toContain('Order');
    expect(outcomes).toContain('SeatBlock');
  });
});
