import { setTimeout as wait } from 'node:timers/promises';
import { Dice } from '../simulation/engine/dice.ts';
import type { GraphQLLine } from './clients/line.ts';
import { Guest } from './clients/guest.ts';
import { HttpLine } from './clients/http-line.ts';
import { OrderPool } from './clients/order-pool.ts';
import { Seller } from './clients/seller.ts';
import { SocketLine } from './clients/socket-line.ts';
import type { History } from './history.ts';
import type { Person } from './stage/people.ts';
import type { Programme } from './stage/programme.ts';

interface Parts {
  readonly people: readonly Person[];
  readonly apiPorts: readonly [number, number];
  readonly history: History;
  readonly programme: Programme;
  readonly seed: string;
}

/** Every so many clients one speaks over a WebSocket. */
const socketEvery = 4;

/** Longest rest between two guests, in ms. */
const restMs = 15;

/** Everybody who asks something of the cinema, all at the same time. */
export class Crowd {
  readonly #clients: readonly (Seller | Guest)[];
  readonly #lines: GraphQLLine[] = [];
  readonly #history: History;
  #isEnough = false;

  constructor({ people, apiPorts, seed, ...shared }: Parts) {
    this.#history = shared.history;
    const pool = new OrderPool();
    const http = this.#keep(new HttpLine(apiPorts[0]), new HttpLine(apiPorts[1]));
    this.#clients = people.map((person, index) => {
      const speaksSocket = index % socketEvery === socketEvery - 1;
      const lines = speaksSocket
        ? this.#keep(new SocketLine(apiPorts[0], person.token), new SocketLine(apiPorts[1], person.token))
        : http;
      const parts = { ...shared, person, lines, seed, dice: new Dice(`${seed} ${person.name}`) };
      const hasDrawer = person.role === 'CASHIER' || person.role === 'MANAGER';
      return hasDrawer ? new Seller(parts, pool) : new Guest(parts, pool);
    });
  }

  /** Comes and asks until it is told to stop; resolves when everybody has heard everything. */
  async work(): Promise<void> {
    await Promise.all(
      this.#clients.map(async (client) => {
        await client.begin();
        while (!this.#isEnough) {
          await client.serve();
          await wait(client.dice.between(0, restMs));
        }
      }),
    );
    await this.#untilSilent();
  }

  /** Nobody begins anything new. */
  stop(): void {
    this.#isEnough = true;
  }

  /** Closes the drawers of some, for good. */
  async closeShifts(): Promise<void> {
    const sellers = this.#clients.filter((client) => client instanceof Seller);
    await Promise.all(sellers.filter((_seller, index) => index % 2 === 0).map((seller) => seller.end()));
    await this.#untilSilent();
  }

  /** Resolves when nobody waits for an answer any more, also of what was asked twice. */
  async #untilSilent(): Promise<void> {
    while (!this.#history.isComplete) await wait(20);
  }

  async leave(): Promise<void> {
    await Promise.all(this.#lines.map((line) => line.close()));
  }

  #keep(...lines: readonly [GraphQLLine, GraphQLLine]): readonly [GraphQLLine, GraphQLLine] {
    this.#lines.push(...lines);
    return lines;
  }
}
