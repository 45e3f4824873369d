import type { GatewayEvent } from '../../payments/contract.ts';
import { signWebhook } from '../../payments/webhook-signature.ts';
import type { Engine } from '../engine/engine.ts';

interface Dependencies {
  readonly engine: Engine;
  readonly secret: string;
  /** Delivers a signed body; false when it wasn't taken in. */
  readonly post: (signature: string, body: string) => Promise<boolean>;
}

/** How often a delivery is tried, and the rest after the first attempt in ms; doubled after each further one. */
const attempts = 6;
const firstRestMs = 500;

/** Tells events to the box office: at least once unless they are lost, late or twice when luck has it, in any order. */
export class Webhooks {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  tell(event: GatewayEvent): void {
    const { dice, network } = this.#dependencies.engine;
    const { lostWebhook, repeatedWebhook } = network.faults;
    if (dice.chance(lostWebhook)) return;
    this.#later(event);
    if (dice.chance(repeatedWebhook)) this.#later(event);
  }

  #later(event: GatewayEvent): void {
    const { time, dice, network } = this.#dependencies.engine;
    const isLate = dice.chance(network.faults.lateWebhook);
    const delayMs = isLate ? dice.between(100, 60_000) : dice.between(1, 50);
    time.after(delayMs * 1_000, () => void this.#deliver(event, 1));
  }

  async #deliver(event: GatewayEvent, attempt: number): Promise<void> {
    const { engine, secret, post } = this.#dependencies;
    const body = JSON.stringify(event);
    engine.trace.record(engine.time.micros, 'gateway', `tells ${event.type}`, event.id);
    if ((await post(signWebhook(secret, body, new Date(engine.time.now)), body)) || attempt === attempts) return;
    engine.time.after(firstRestMs * 2 ** (attempt - 1) * 1_000, () => void this.#deliver(event, attempt + 1));
  }
}
