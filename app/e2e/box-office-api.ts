import type { AuditEntry, Order, Seat, Session, Showtime } from '#shared/generated/schema.ts';
import type { Credentials } from './stack.ts';

/** Somebody who may sign in at a station. */
export interface Person extends Credentials {
  /** As the sign-in screen shows it. */
  readonly name: string;
}

type Variables = Readonly<Record<string, unknown>>;

interface Reply<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string }[];
}

/** Sends one operation. Rejects when it was not answered, or answered with errors. */
export async function ask<Data>(url: string, query: string, variables: Variables = {}, token?: string): Promise<Data> {
  const headers = { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  const { data, errors } = (await response.json()) as Reply<Data>;
  if (errors || !data) throw new Error(`the API refused: ${errors?.map(({ message }) => message).join('; ')}`);
  return data;
}

/** The names that the sign-in screen offers, so that people are found there. */
export async function personOf(url: string, { username, pin }: Credentials): Promise<Person> {
  const { signInChoices } = await ask<{ signInChoices: readonly { username: string; name: string }[] }>(
    url,
    '{ signInChoices { username name } }',
  );
  const choice = signInChoices.find((each) => each.username === username);
  if (!choice) throw new Error(`nobody may sign in as ${username}`);
  return { name: choice.name, username, pin };
}

/** What tests and the tour ask the server behind the station's back, as somebody who is signed in. */
export class BoxOfficeApi {
  readonly #url: string;
  readonly #token: string;

  private constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  static async signIn(url: string, credentials: Credentials): Promise<BoxOfficeApi> {
    const { username, pin } = credentials;
    const { signInWithPin } = await ask<{ signInWithPin: Partial<Session> }>(
      url,
      'mutation ($input: SignInWithPinInput!) { signInWithPin(input: $input) { ... on Session { accessToken } } }',
      { input: { username, pin } },
    );
    if (signInWithPin.accessToken === undefined) throw new Error(`${username} could not sign in`);
    return new BoxOfficeApi(url, signInWithPin.accessToken);
  }

  /** The seats of a showtime that are free now, in the order of the plan. */
  async freeSeats(showtimeId: string): Promise<readonly SeatPlace[]> {
    const { seatMap } = await this.#ask<{ seatMap: SeatMapReply | null }>(
      `query ($id: ID!) { seatMap(showtimeId: $id) { layout { seats { index id row number kind } } state { packed } } }`,
      { id: showtimeId },
    );
    if (!seatMap) throw new Error(`there is no showtime ${showtimeId}`);
    return seatMap.layout.seats.filter(({ index }) => seatMap.state.packed.charAt(index) === '0');
  }

  async showtime(id: string): Promise<Pick<Showtime, 'startsAt'> & { readonly movie: { readonly title: string } }> {
    const { showtime } = await this.#ask<{ showtime: { startsAt: string; movie: { title: string } } | null }>(
      'query ($id: ID!) { showtime(id: $id) { startsAt movie { title } } }',
      { id },
    );
    if (!showtime) throw new Error(`there is no showtime ${id}`);
    return showtime;
  }

  /** Null when there is no order with this code. */
  async orderByCode(code: string): Promise<SoldOrder | null> {
    const fields = 'id code state total { amount } changeDue { amount } tickets { serial seatId qr printCount }';
    const { orderByCode } = await this.#ask<{ orderByCode: SoldOrder | null }>(
      `query ($code: String!) { orderByCode(code: $code) { ${fields} } }`,
      { code },
    );
    return orderByCode;
  }

  /** The orders of a showtime in which a seat is sold. */
  async ordersWithSeat(showtimeId: string, seatId: string): Promise<readonly string[]> {
    const { orders } = await this.#ask<{ orders: { nodes: readonly OrderOfSeats[] } }>(
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

  /** The public Ed25519 key of tickets, as a JWK. */
  async ticketKey(): Promise<Record<string, string>> {
    const { ticketVerificationKey } = await this.#ask<{ ticketVerificationKey: string }>('{ ticketVerificationKey }');
    return JSON.parse(ticketVerificationKey) as Record<string, string>;
  }

  #ask<Data>(query: string, variables: Variables = {}): Promise<Data> {
    return ask<Data>(this.#url, query, variables, this.#token);
  }
}

export type SeatPlace = Pick<Seat, 'index' | 'id' | 'row' | 'number' | 'kind'>;
export type AuditFact = Pick<AuditEntry, 'action' | 'actor' | 'station' | 'seatIds' | 'orderId' | 'details'>;

interface SeatMapReply {
  readonly layout: { readonly seats: readonly SeatPlace[] };
  readonly state: { readonly packed: string };
}

interface OrderOfSeats {
  readonly code: string;
  readonly tickets: readonly { readonly seatId: string }[];
}

export interface SoldOrder extends Pick<Order, 'id' | 'code' | 'state'> {
  readonly total: { readonly amount: number };
  readonly changeDue: { readonly amount: number } | null;
  readonly tickets: readonly {
    readonly serial: string;
    readonly seatId: string;
    readonly qr: string;
    readonly printCount: number;
  }[];
}
