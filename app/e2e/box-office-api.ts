import type { AuditEntry, Order, Session } from '#shared/generated/schema.ts';
import type { Credentials } from './stack.ts';

type Variables = Readonly<Record<string, unknown>>;

interface Reply<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string }[];
}

/** Sends one operation. Rejects when it was not answered, or answered with errors. */
export async function ask<Data>(url: string, query: string, variables: Variables = {}, token?: string): Promise<Data> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as Reply<Data>;
  if (errors || !data) throw new Error(`the API refused: ${errors?.map(({ message }) => message).join('; ')}`);
  return data;
}

/** What the server is asked behind the station's back, as somebody who is signed in. */
export class BoxOfficeApi {
  readonly #url: string;
  readonly #token: string;

  private constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  static async signIn(url: string, { username, pin }: Credentials): Promise<BoxOfficeApi> {
    const { signInWithPin } = await ask<{ signInWithPin: Partial<Session> }>(
      url,
      'mutation ($input: SignInWithPinInput!) { signInWithPin(input: $input) { ... on Session { accessToken } } }',
      { input: { username, pin } },
    );
    if (signInWithPin.accessToken === undefined) throw new Error(`${username} could not sign in`);
    return new BoxOfficeApi(url, signInWithPin.accessToken);
  }

  /** @throws Error when there is no order with this code */
  async order(code: string): Promise<SoldOrder> {
    const { orderByCode } = await this.#ask<{ orderByCode: SoldOrder | null }>(
      `query ($code: String!) {
        orderByCode(code: $code) {
          id code state showtime { id } total { amount } changeDue { amount }
          tickets { id serial seatId ticketType qr printCount }
        }
      }`,
      { code },
    );
    if (!orderByCode) throw new Error(`there is no order ${code}`);
    return orderByCode;
  }

  /** The codes of the orders of a showtime that have a ticket for this seat; one when it was sold once. */
  async ordersWithSeat(showtimeId: string, seatId: string): Promise<readonly string[]> {
    const { orders } = await this.#ask<{ orders: { nodes: readonly Pick<SoldOrder, 'code' | 'tickets'>[] } }>(
      'query ($id: ID!) { orders(filter: { showtimeId: $id }, first: 100) { nodes { code tickets { seatId } } } }',
      { id: showtimeId },
    );
    return orders.nodes.filter(({ tickets }) => tickets.some((each) => each.seatId === seatId)).map(({ code }) => code);
  }

  /** Newest first. Only a manager may ask. */
  async auditEntries(filter: Variables): Promise<readonly AuditFact[]> {
    const { auditEntries } = await this.#ask<{ auditEntries: { nodes: readonly AuditFact[] } }>(
      `query ($filter: AuditFilter!) {
        auditEntries(filter: $filter, first: 100) { nodes { action actor station seatIds orderId details } }
      }`,
      { filter },
    );
    return auditEntries.nodes;
  }

  #ask<Data>(query: string, variables: Variables): Promise<Data> {
    return ask<Data>(this.#url, query, variables, this.#token);
  }
}

export type AuditFact = Pick<AuditEntry, 'action' | 'actor' | 'station' | 'seatIds' | 'orderId' | 'details'>;

export interface SoldOrder extends Pick<Order, 'id' | 'code' | 'state'> {
  readonly showtime: { readonly id: string };
  readonly total: { readonly amount: number };
  readonly changeDue: { readonly amount: number } | null;
  readonly tickets: readonly Pick<
    Order['tickets'][number],
    'id' | 'serial' | 'seatId' | 'ticketType' | 'qr' | 'printCount'
  >[];
}
