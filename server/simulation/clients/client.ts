import type { Actor } from '../../domain/actor.ts';
import type { Engine } from '../engine/engine.ts';
import type { SimulatedOffice } from '../world/box-office.ts';
import type { Programme } from '../world/cinema.ts';
import { heard, type Deed, type DeedOutcome } from './deed.ts';
import { NoAnswer, type FrontDoor } from './front-door.ts';

export interface ClientParts {
  readonly engine: Engine;
  readonly door: FrontDoor;
  readonly programme: readonly Programme[];
  /** Everything with a key that was ever asked for. */
  readonly deeds: Deed[];
}

/** Most attempts before somebody gives up. */
const mostAttempts = 4;

/** Somebody at a screen: what all of them can do. */
export class Client {
  readonly actor: Actor;
  readonly parts: ClientParts;

  constructor(actor: Actor, parts: ClientParts) {
    this.actor = actor;
    this.parts = parts;
  }

  /** Asks until there is an answer, or it is too much; undefined then. */
  async ask<Answer>(work: (office: SimulatedOffice) => Promise<Answer>): Promise<Answer | undefined> {
    const { dice } = this.parts.engine;
    for (let attempts = dice.between(1, mostAttempts); attempts > 0; attempts -= 1) {
      try {
        return await this.parts.door.ask(work);
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        await this.think(1_500);
      }
    }
    return undefined;
  }

  /** Does something that must not happen twice; somebody impatient asks again without waiting. */
  async do(name: string, work: (office: SimulatedOffice, idempotencyKey: string) => Promise<DeedOutcome>) {
    const { dice, network } = this.parts.engine;
    const idempotencyKey = dice.uuid();
    const ask = (office: SimulatedOffice): Promise<DeedOutcome> => work(office, idempotencyKey);
    const key = `${this.actor.staffId}:${idempotencyKey}`;
    const deed: Deed = { name, key, ask, orderIds: new Set(), last: undefined };
    this.parts.deeds.push(deed);
    this.#note(`asks to ${name}`);
    if (dice.chance(network.faults.impatience)) void this.#submit(deed);
    return this.#submit(deed);
  }

  async #submit(deed: Deed): Promise<DeedOutcome | undefined> {
    const outcome = await this.ask(deed.ask);
    if (!outcome) return undefined;
    this.#note(`hears of ${deed.name}: ${'order' in outcome ? outcome.order.state : outcome.failure.__typename}`);
    return heard(deed, outcome);
  }

  /** Rests for up to so many ms. */
  think(mostMs: number): Promise<void> {
    const { time, dice } = this.parts.engine;
    return new Promise((resolve) => void time.after(dice.between(0, mostMs) * 1_000, resolve));
  }

  #note(what: string): void {
    const { time, trace } = this.parts.engine;
    trace.record(time.micros, this.actor.name, what);
  }
}
