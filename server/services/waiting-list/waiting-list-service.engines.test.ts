import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openBoxOffice } from '../../testing/box-office.ts';
import { entryOf, freeSeats, join, sellOut, wish } from './testing.ts';

describe('a waiting list', () => {
  it('is for showtimes that can not seat the party now', async () => {
    await using office = await openBoxOffice();
    const guest = office.actor('CUSTOMER');
    const { waitingListEntrance: entrance } = office.services;
    expect(await entrance.join(guest, wish(office, 1))).toMatchObject({ __typename: 'SeatsAvailableError' });
    await sellOut(office);
    await freeSeats(office, 'A1', 'A2');
    expect(await entrance.join(guest, wish(office, 2))).toMatchObject({ __typename: 'SeatsAvailableError' });
    const joined = await join(office, 3);
    expect(joined.entry).toMatchObject({
      state: 'WAITING',
      position: 1,
      ticketTypes: ['ADULT', 'ADULT', 'ADULT'],
      order: null,
    });
  });

  it('counts who came before, and moves up when somebody leaves', async () => {
    await using office = await openBoxOffice();
    await sellOut(office);
    const [first, second, third] = [await join(office, 1), await join(office, 2), await join(office, 3)];
    const positions = async () =>
      Promise.all([first, second, third].map(async (each) => (await entryOf(office, each)).position));
    expect(await positions()).toEqual([1, 2, 3]);
    const { waitingLists } = office.services;
    const left = await waitingLists.leave(office.actor('CUSTOMER'), second.entry.id, second.code);
    expect(left).toMatchObject({ state: 'LEFT', position: null });
    expect(await positions()).toEqual([1, null, 2]);
    expect(await waitingLists.leave(office.actor('CUSTOMER'), second.entry.id, second.code)).toEqual(left);
    expect((await waitingLists.list(office.cinema.small.id)).map(({ state, position }) => [state, position])).toEqual([
      ['WAITING', 1],
      ['LEFT', null],
      ['WAITING', 2],
    ]);
    const { nodes } = await office.services.audit.page(
      { showtimeId: office.cinema.small.id, actions: ['waitinglist.joined', 'waitinglist.left'] },
      { after: undefined, first: 10 },
    );
    expect(nodes.map(({ action, details }) => [action, details['number']])).toEqual([
      ['waitinglist.left', 2],
      ['waitinglist.joined', 3],
      ['waitinglist.joined', 2],
      ['waitinglist.joined', 1],
    ]);
    // Neither the code nor the address belongs into the history.
    expect(JSON.stringify(nodes)).not.toMatch(new RegExp(`${second.code}|@example`));
  });

  it('gives everybody who joins at once a place of their own', async () => {
    await using office = await openBoxOffice();
    await sellOut(office);
    const all = await Promise.all(Array.from({ length: 12 }, () => join(office, 1)));
    const positions = await Promise.all(all.map(async (each) => (await entryOf(office, each)).position));
    expect(positions.toSorted((one, other) => (one ?? 0) - (other ?? 0))).toEqual(
      Array.from({ length: 12 }, (_each, index) => index + 1),
    );
  });

  it('tells a repeated request the same, and an address once', async () => {
    await using office = await openBoxOffice();
    await sellOut(office);
    const guest = office.actor('CUSTOMER');
    const request = wish(office, 2);
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () => office.services.waitingListEntrance.join(guest, request)),
    );
    const [first] = outcomes;
    for (const outcome of outcomes) expect(outcome).toEqual(first);
    const again = async (change: object) => {
      const outcome = await office.services.waitingListEntrance.join(guest, { ...request, ...change });
      return '__typename' in outcome ? outcome.__typename : 'Joined';
    };
    expect(await again({ partySize: 3 })).toBe('IdempotencyConflictError');
    expect(await again({ idempotencyKey: randomUUID() })).toBe('ValidationError');
    // A retry is answered also when there are seats by then.
    await freeSeats(office, 'A1', 'A2');
    expect(await again({})).toBe('Joined');
  });

  it('knows a guest by the code, and staff without', async () => {
    await using office = await openBoxOffice();
    await sellOut(office);
    const { entry, code } = await join(office, 1);
    const other = await join(office, 1);
    const { waitingLists } = office.services;
    const find = async (role: 'CUSTOMER' | 'CASHIER', typed: string | null) =>
      (await waitingLists.find(office.actor(role), entry.id, typed)) !== undefined;
    expect(await find('CUSTOMER', code)).toBe(true);
    expect(await find('CUSTOMER', `${code.slice(0, 4)}-${code.slice(4).toLowerCase()}`)).toBe(true);
    for (const wrong of [null, '', other.code, code.slice(0, 15), `${code}0`])
      expect(await find('CUSTOMER', wrong)).toBe(false);
    expect(await find('CASHIER', null)).toBe(true);
    expect(await waitingLists.leave(office.actor('CUSTOMER'), entry.id, other.code)).toBeUndefined();
    expect(await waitingLists.leave(office.actor('CASHIER'), entry.id, null)).toMatchObject({ state: 'LEFT' });
    const stored = await office.repositories.mongo.collections.waitingEntries.find().toArray();
    expect(JSON.stringify(stored)).not.toContain(code);
  });

  it('closes when reservations would be given up, and ends when the show begins', async () => {
    let aheadMs = 0;
    await using office = await openBoxOffice({ clock: () => new Date(Date.now() + aheadMs) });
    await sellOut(office);
    const joined = await join(office, 1);
    aheadMs = 91 * 60_000;
    expect(await office.services.waitingListEntrance.join(office.actor('CUSTOMER'), wish(office, 1))).toMatchObject({
      __typename: 'WaitingListClosedError',
    });
    await freeSeats(office, 'A1');
    expect(await office.services.waitingListSweep.step()).toBe(0);
    expect(await entryOf(office, joined)).toMatchObject({ state: 'WAITING' });
    aheadMs = 121 * 60_000;
    expect(await office.services.waitingListSweep.step()).toBe(0);
    expect(await entryOf(office, joined)).toMatchObject({ state: 'ENDED', position: null, order: null });
  });

  it.each([
    ['nobody', { partySize: 0 }, 'ValidationError'],
    ['eleven', { partySize: 11 }, 'ValidationError'],
    ['tickets that are not sold', { ticketTypes: ['PIRATE'] }, 'ValidationError'],
    ['no name', { name: ' ' }, 'ValidationError'],
    ['no address', { contact: { email: 'here', locale: 'en' } }, 'ValidationError'],
    ['no key', { idempotencyKey: '' }, 'ValidationError'],
    ['no showtime', { showtimeId: 'nowhere' }, 'NotFoundError'],
  ])('can not be joined by %s', async (_name, change, failure) => {
    await using office = await openBoxOffice();
    const outcome = await office.services.waitingListEntrance.join(office.actor('CUSTOMER'), wish(office, 1, change));
    expect(outcome).toMatchObject({ __typename: failure });
  });
});
