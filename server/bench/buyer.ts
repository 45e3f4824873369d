import { randomUUID } from 'node:crypto';
import type { BenchOffice } from './bench-office.ts';
import { benchPrice } from './bench-office.ts';
import { HttpConnection } from './http-connection.ts';

const holdSeats = `mutation Hold($input: HoldSeatsInput!) {
  result: holdSeats(input: $input) { __typename ... on SeatHold { id seatIds } }
}`;
const holdBestSeats = `mutation HoldBest($input: HoldBestSeatsInput!) {
  result: holdBestSeats(input: $input) { __typename ... on SeatHold { id seatIds } }
}`;
const placeOrder = `mutation Place($input: PlaceOrderInput!) {
  result: placeOrder(input: $input) { __typename ... on Order { id state } ... on Error { message } }
}`;

export interface BuyerHold {
  readonly __typename: string;
  readonly id: string;
  readonly seatIds: readonly string[];
}

interface PlacedOrder {
  readonly __typename: string;
  readonly id: string;
  readonly state: string;
}

/** Somebody on a connection who holds seats and pays for them. */
export class Buyer {
  readonly #connection: HttpConnection;

  private constructor(connection: HttpConnection) {
    this.#connection = connection;
  }

  static async connect(office: BenchOffice): Promise<Buyer> {
    return new Buyer(await HttpConnection.open(office.apiPort));
  }

  hold(token: string, showtimeId: string, seatIds: readonly string[]): Promise<BuyerHold> {
    return this.#send(token, holdSeats, { holdId: randomUUID(), showtimeId, seatIds });
  }

  holdBest(token: string, showtimeId: string, count: number): Promise<BuyerHold> {
    return this.#send(token, holdBestSeats, { holdId: randomUUID(), showtimeId, count });
  }

  /** Pays for a hold. Throws when the order isn't accepted: a hold that stands can be paid. */
  async pay(token: string, { id: holdId, seatIds }: BuyerHold, tender: 'CASH' | 'CARD'): Promise<PlacedOrder> {
    const order = await this.#send<PlacedOrder>(token, placeOrder, {
      holdId,
      lines: seatIds.map((seatId) => ({ seatId, ticketType: 'ADULT' })),
      tender: tender === 'CASH' ? { cash: { received: seatIds.length * benchPrice } } : { card: {} },
      idempotencyKey: randomUUID(),
    });
    if (order.__typename !== 'Order') throw new Error(`an order was refused: ${JSON.stringify(order)}`);
    return order;
  }

  close(): void {
    this.#connection.close();
  }

  async #send<Result>(token: string, query: string, input: object): Promise<Result> {
    const answer = await this.#connection.post(JSON.stringify({ query, variables: { input } }), token);
    const { data, errors } = JSON.parse(answer) as { data?: { result: Result }; errors?: unknown };
    if (!data) throw new Error(`an operation failed: ${JSON.stringify(errors)}`);
    return data.result;
  }
}
