import { setTimeout as wait } from 'node:timers/promises';
import { v5 as uuidFromName } from 'uuid';
import type { Dice } from '../../simulation/engine/dice.ts';
import type { Answer, History, Inputs, Operation, OperationName, OrderAnswer } from '../history.ts';
import type { Person } from '../stage/people.ts';
import { documents, lookAtOrder } from './documents.ts';
import { NoAnswer, type GraphQLAnswer, type GraphQLLine } from './line.ts';

export interface ClientParts {
  readonly person: Person;
  readonly dice: Dice;
  readonly history: History;
  /** One to each API. */
  readonly lines: readonly [GraphQLLine, GraphQLLine];
  /** Names the run, so that ids of different runs differ. */
  readonly seed: string;
}

/** How likely it is that somebody's connection breaks in the middle of a request. */
const cutChance = 0.03;

/** How likely it is that somebody presses twice. */
const impatience = 0.04;

/** How likely it is that somebody asks for what was done already, and for something else with the same key. */
const repeats = 0.04;
const misuses = 0.03;

const mostAttempts = 5;

/** How long somebody waits before asking again, at most, in ms. */
const longestRestMs = 800;

const namespace = '6f1d2f3e-9f0c-4b0e-8a49-2b7d5f0b8a11';

/** What has a key and is answered with an order. */
export type OrderingName =
  'placeOrder' | 'reserveSeats' | 'payOrder' | 'cancelMyOrder' | 'voidOrder' | 'refundOrder' | 'exchangeOrder';

/** Somebody at a screen: asks, loses connections, asks again at the other API, and writes down what was heard. */
export class Client {
  readonly parts: ClientParts;
  #ids = 0;

  constructor(parts: ClientParts) {
    this.parts = parts;
  }

  get dice(): Dice {
    return this.parts.dice;
  }

  /** A new id of a hold or a print job. */
  newId(): string {
    this.#ids += 1;
    return uuidFromName(`${this.parts.seed} ${this.parts.person.name} ${this.#ids}`, namespace);
  }

  /** Asks until there is an answer; null when it gave up and doesn't know. `secret` is sent and not written down. */
  async insist<Name extends OperationName>(
    name: Name,
    input: Inputs[Name],
    secret: object = {},
  ): Promise<Answer | null> {
    if (this.dice.chance(impatience)) void this.#attempt(name, input, secret);
    for (let attempts = this.dice.between(2, mostAttempts); attempts > 0; attempts -= 1) {
      const answer = await this.#attempt(name, input, secret);
      if (answer) return answer;
      await wait(this.dice.between(0, longestRestMs));
    }
    return null;
  }

  /**
   * Does something with an order; undefined when it was refused or isn't known. Now and then it is asked for again with
   * the same key, or something else is.
   */
  async deal<Name extends OrderingName>(
    name: Name,
    input: Inputs[Name],
    secret: object = {},
  ): Promise<OrderAnswer | undefined> {
    const answer = await this.insist(name, input, secret);
    if (this.dice.chance(repeats)) await this.insist(name, input, secret);
    const other = this.dice.chance(misuses) ? otherBody(input, this.dice) : undefined;
    if (other) await this.insist(name, other, secret);
    return answer?.__typename === 'Order' ? answer : undefined;
  }

  /** An order as it is now; undefined when nobody says. */
  async look(id: string): Promise<OrderAnswer | undefined> {
    const { lines, person } = this.parts;
    try {
      const request = { query: lookAtOrder, variables: { id } };
      const { data } = await this.dice.oneOf(lines).ask(request, { token: person.token });
      return (data?.['result'] ?? undefined) as OrderAnswer | undefined;
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      return undefined;
    }
  }

  async #attempt<Name extends OperationName>(name: Name, input: Inputs[Name], secret: object): Promise<Answer | null> {
    const { history, lines, person } = this.parts;
    const line = this.dice.oneOf(lines);
    const cutAfterMs = this.dice.chance(cutChance) ? this.dice.between(0, 30) : undefined;
    const number = history.begin();
    const startedAt = Date.now();
    const variables = { input: { ...input, ...secret } };
    const heard = await line
      .ask({ query: documents[name], variables }, { token: person.token, cutAfterMs })
      .then(answerIn, (error: unknown) => {
        if (!(error instanceof NoAnswer)) throw error;
        return { answer: null, lost: error.message };
      });
    const client = person.name;
    const { accountId } = person;
    history.add({ number, name, client, accountId, input, startedAt, endedAt: Date.now(), ...heard } as Operation);
    return heard.answer;
  }
}

function answerIn({ data, errors }: GraphQLAnswer): Pick<Operation, 'answer' | 'lost'> {
  const answer = data?.['result'] as Answer | undefined;
  if (answer) return { answer, lost: null };
  const [error] = errors ?? [];
  return { answer: null, lost: `${error?.extensions?.code ?? 'no code'}: ${error?.message ?? 'no message'}` };
}

/** Another request with the same key; undefined where nothing else can be asked. */
function otherBody<Input extends object>(input: Input, dice: Dice): Input | undefined {
  if ('reason' in input) return { ...input, reason: `${String(input.reason)}, or not` };
  if ('tender' in input) return { ...input, tender: { cash: { received: 20_000 + dice.between(1, 9) } } };
  if ('lines' in input) return { ...input, contact: { email: 'somebody@torture.test', locale: 'en' } };
  return undefined;
}
