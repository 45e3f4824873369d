import { afterAll, beforeAll, expect, it } from 'vitest';
import { openApi, type TestApi } from '../testing/api-client.ts';
import { openBoxOffice, type TestBoxOffice } from '../testing/box-office.ts';
import { fixturePin } from '../testing/fixture-cinema.ts';

let office: TestBoxOffice;
let api: TestApi;

/** Far from where one business day ends and the next begins. */
const midday = new Date('2026-11-23T11:00:00Z');

beforeAll(async () => {
  office = await openBoxOffice({ clock: () => midday });
  api = await openApi(office);
});

afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await office[Symbol.asyncDispose]();
});

async function ask<Data>(query: string, token: string, variables = {}): Promise<Data> {
  const answer = await api.post<Data>(query, variables, token);
  if (!answer.data) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
}

it('a cashier opens a shift, moves cash, counts blindly and closes; a manager reads and closes the day', async () => {
  const [cashier, manager] = [await api.signIn('cashier'), await api.signIn('manager')];
  const money = '{ amount }';
  const { openShift } = await ask<{ openShift: { id: string } }>(
    `mutation { openShift(input: { openingFloat: 10000 }) { __typename ... on Shift { id state expected ${money} overShort ${money} } } }`,
    cashier,
  );
  expect(openShift).toEqual({
    __typename: 'Shift',
    id: openShift.id,
    state: 'OPEN',
    expected: { amount: 10_000 },
    overShort: null,
  });

  const move = `mutation ($input: RecordCashMovementInput!) {
    recordCashMovement(input: $input) { __typename ... on Shift { expected ${money} } ... on ApprovalRequiredError { permission } }
  }`;
  const paidIn = { kind: 'PAID_IN', amount: 500, reason: 'Change' };
  expect(await ask(move, cashier, { input: paidIn })).toMatchObject({
    recordCashMovement: { expected: { amount: 10_500 } },
  });
  const much = { kind: 'PAID_OUT', amount: 10_100, reason: 'To the bank' };
  expect(await ask(move, cashier, { input: much })).toMatchObject({
    recordCashMovement: { permission: 'drawer.payout' },
  });
  const approval = { username: 'manager', pin: fixturePin };
  expect(await ask(move, cashier, { input: { ...much, approval } })).toMatchObject({
    recordCashMovement: { __typename: 'Shift', expected: { amount: 400 } },
  });
  await ask(`mutation { recordDrawerOpened(input: { reason: "A stuck coin" }) { __typename } }`, cashier);

  const report = `query ($id: ID!) { shiftReport(shiftId: $id) {
    kind hash isUnchanged drawer { paidIn ${money} openings counted ${money} } takings { net ${money} sales { count } } } }`;
  expect(await ask(report, cashier, { id: openShift.id })).toMatchObject({
    shiftReport: {
      kind: 'X',
      hash: null,
      isUnchanged: null,
      drawer: { paidIn: { amount: 500 }, openings: 1, counted: null },
    },
  });
  const closed = await ask(
    `mutation { closeShift(input: { counted: 380 }) { __typename ... on Shift {
      state counted ${money} overShort ${money} zReport { kind isUnchanged auditHead { seq hash } takings { net ${money} } } } } }`,
    cashier,
  );
  expect(closed).toMatchObject({
    closeShift: {
      state: 'CLOSED',
      counted: { amount: 380 },
      overShort: { amount: -20 },
      zReport: { kind: 'Z', isUnchanged: true, takings: { net: { amount: 0 } } },
    },
  });

  const { cinemaId } = office.cinema.showtime;
  const close = `mutation ($input: CloseBusinessDayInput!) { closeBusinessDay(input: $input) {
    __typename ... on BusinessDay { shifts { id } closing { isUnchanged overShort ${money} outside { sales { count } } } } } }`;
  expect(await ask(close, manager, { input: { cinemaId, date: '2026-11-23' } })).toMatchObject({
    closeBusinessDay: {
      shifts: [{ id: openShift.id }],
      closing: { isUnchanged: true, overShort: { amount: -20 }, outside: { sales: { count: 0 } } },
    },
  });
  const again = `mutation { openShift(input: { openingFloat: 0 }) { __typename ... on Error { code } } }`;
  expect(await ask(again, cashier)).toEqual({
    openShift: { __typename: 'BusinessDayClosedError', code: 'BUSINESS_DAY_CLOSED' },
  });
  expect(await ask(`{ shifts(filter: { state: CLOSED }) { nodes { id } } }`, manager)).toEqual({
    shifts: { nodes: [{ id: openShift.id }] },
  });
});

it('those without the right neither read the shifts of others nor close the day', async () => {
  const cashier = await api.signIn('cashier');
  const { cinemaId } = office.cinema.showtime;
  for (const query of [
    '{ shifts { nodes { id } } }',
    `{ businessDay(cinemaId: "${cinemaId}", date: "2026-11-23") { date } }`,
    `mutation { closeBusinessDay(input: { cinemaId: "${cinemaId}", date: "2026-11-23" }) { __typename } }`,
  ]) {
    const answer = await api.post(query, {}, cashier);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  }
  const kiosk = await api.post(
    'mutation { closeShift(input: { counted: 0 }) { __typename } }',
    {},
    await api.signIn('kiosk'),
  );
  expect(kiosk.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
});
