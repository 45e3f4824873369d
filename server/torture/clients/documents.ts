import type { OperationName } from '../history.ts';

const hold = '... on SeatHold { id showtimeId seatIds fence expiresAt deadline serverTime }';
const order = `... on Order {
  id code state total { amount } receiptNumber lines { seatId } tickets { id serial seatId state }
}`;
const shift = '... on Shift { id number }';

const answers: Readonly<Record<OperationName, string>> = {
  holdSeats: hold,
  holdBestSeats: hold,
  changeHold: hold,
  extendHold: hold,
  releaseHold: '... on ReleasedHold { id }',
  placeOrder: order,
  reserveSeats: order,
  payOrder: order,
  cancelOrder: order,
  cancelMyOrder: order,
  voidOrder: order,
  refundOrder: order,
  exchangeOrder: order,
  recordPrint: order,
  openShift: shift,
  recordCashMovement: shift,
  recordDrawerOpened: shift,
  closeShift: shift,
};

/** The document of each operation; its answer is called `result`. */
export const documents = Object.fromEntries(
  Object.entries(answers).map(([name, answer]) => [
    name,
    `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) {
      result: ${name}(input: $input) { __typename ${answer} ... on Error { message } }
    }`,
  ]),
) as Readonly<Record<OperationName, string>>;

/** An order as it is now. */
export const lookAtOrder = `query ($id: ID!) { result: order(id: $id) { __typename ${order} } }`;
