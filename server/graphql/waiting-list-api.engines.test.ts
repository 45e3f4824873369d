import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { openApi } from '../testing/api-client.ts';
import { openBoxOffice } from '../testing/box-office.ts';

it('a guest waits for a sold-out showtime, is offered seats that are unblocked, and accepts them', async () => {
  await using office = await openBoxOffice();
  await using api = await openApi(office);
  const [guest, cashier, manager] = [
    await api.signIn('customer'),
    await api.signIn('cashier'),
    await api.signIn('manager'),
  ];
  const ask = async (query: string, token: string, input: object = {}) => {
    const answer = await api.post<Record<string, Record<string, unknown>>>(query, { input }, token);
    if (!answer.data) throw new Error(JSON.stringify(answer.errors));
    return answer.data;
  };
  const { id: showtimeId } = office.cinema.small;
  const seatIds = Array.from({ length: 10 }, (_each, index) => `A${index + 1}`);
  const block =
    'mutation ($input: BlockSeatsInput!) { blockSeats(input: $input) { __typename ... on SeatBlock { seatIds isBlocked } } }';
  const kept = { showtimeId, seatIds, reason: 'A closed performance' };
  expect(await ask(block, manager, kept)).toEqual({
    blockSeats: { __typename: 'SeatBlock', seatIds, isBlocked: true },
  });

  const join = `mutation ($input: JoinWaitingListInput!) { joinWaitingList(input: $input) {
    __typename ... on JoinedWaitingList { code entry { id state position partySize showtime { id } offer { id } } } } }`;
  const contact = { email: 'ada@example.org' };
  const joined = await ask(join, guest, {
    showtimeId,
    partySize: 2,
    name: 'Ada',
    contact,
    idempotencyKey: randomUUID(),
  });
  const { code, entry } = joined['joinWaitingList'] as { code: string; entry: { id: string } };
  expect(entry).toEqual({
    id: entry.id,
    state: 'WAITING',
    position: 1,
    partySize: 2,
    showtime: { id: showtimeId },
    offer: null,
  });

  const unblock =
    'mutation ($input: UnblockSeatsInput!) { unblockSeats(input: $input) { ... on SeatBlock { isBlocked } } }';
  await ask(unblock, manager, { ...kept, seatIds: ['A4', 'A5'] });
  await office.services.waitingListSweep.step();
  const look = `query ($id: ID!, $code: String) { waitingEntry(id: $id, code: $code) { state offeredUntil offer { code amountDue { amount } } } }`;
  const offered = await api.post<{ waitingEntry: { state: string; offer: { code: string } } }>(
    look,
    { id: entry.id, code },
    guest,
  );
  expect(offered.data?.waitingEntry).toMatchObject({ state: 'OFFERED', offer: { amountDue: { amount: 2_700 } } });
  expect((await api.post(look, { id: entry.id }, guest)).data).toEqual({ waitingEntry: null });

  const accept =
    'mutation ($input: AcceptOfferInput!) { acceptOffer(input: $input) { __typename ... on WaitingEntry { state } } }';
  const answer = { code: offered.data?.waitingEntry.offer.code };
  expect(await ask(accept, guest, answer)).toEqual({ acceptOffer: { __typename: 'WaitingEntry', state: 'ACCEPTED' } });
  const list = await ask(`{ waitingList(showtimeId: "${showtimeId}") { state name contact { email } } }`, cashier);
  expect(list).toEqual({ waitingList: [{ state: 'ACCEPTED', name: 'Ada', contact }] });
  const decline =
    'mutation ($input: DeclineOfferInput!) { declineOffer(input: $input) { __typename ... on WaitingEntry { state } } }';
  expect(await ask(decline, cashier, answer)).toEqual({
    declineOffer: { __typename: 'WaitingEntry', state: 'DECLINED' },
  });

  for (const [query, input] of [
    [block, kept],
    [unblock, kept],
  ] as const) {
    const refused = await api.post(query, { input }, cashier);
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  }
});
