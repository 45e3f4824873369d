import type { Logger } from '../../log.ts';
import type { GatewayEvent } from '../contract.ts';
import { signatureHeader, signWebhook } from '../webhook-signature.ts';
import type { Alarms } from './alarms.ts';

interface Options {
  readonly secret: string;
  /** Where webhooks go; it may be told later. */
  readonly url: string | undefined;
  readonly alarms: Alarms;
  readonly now: () => Date;
  readonly random: () => number;
  readonly log: Logger;
  /** The receiver answered with a 2xx. */
  readonly onTaken: (event: GatewayEvent) => void;
}

interface Delivery {
  readonly event: GatewayEvent;
  readonly afterFirstTry: () => void;
  failures: number;
}

/** A receiver that came back after a long time shouldn't get everything at once. */
const atOnce = 16;

/** How long the receiver may take, in ms. */
const patienceMs = 5_000;

const firstRestMs = 200;
const longestRestMs = 5_000;

/** Delivers events until they are taken, with longer and longer rests between the tries. */
export class WebhookSender {
  readonly #options: Options;
  readonly #due: Delivery[] = [];
  /** Deliveries between two tries, with what ends their rest. */
  readonly #resting = new Map<Delivery, () => void>();
  readonly #stopping = new AbortController();
  #url: string | undefined;
  #underWay = 0;

  constructor(options: Options) {
    this.#options = options;
    this.#url = options.url;
  }

  get url(): string | undefined {
    return this.#url;
  }

  /** From now on webhooks go there; what was tried in vain is tried again at once. */
  moveTo(url: string): void {
    this.#url = url;
    for (const [delivery, endRest] of this.#resting) {
      endRest();
      this.#due.push(delivery);
    }
    this.#resting.clear();
    this.#pump();
  }

  send(event: GatewayEvent, afterFirstTry: () => void = () => undefined): void {
    this.#due.push({ event, afterFirstTry, failures: 0 });
    this.#pump();
  }

  stop(): void {
    this.#stopping.abort();
    this.#due.length = 0;
  }

  #pump(): void {
    while (this.#underWay < atOnce) {
      const delivery = this.#due.shift();
      if (!delivery) return;
      void this.#try(delivery);
    }
  }

  async #try(delivery: Delivery): Promise<void> {
    const isFirstTry = delivery.failures === 0;
    this.#underWay += 1;
    const isTaken = await this.#post(delivery.event);
    this.#underWay -= 1;
    if (this.#stopping.signal.aborted) return;
    if (isTaken) this.#options.onTaken(delivery.event);
    else this.#rest(delivery);
    if (isFirstTry) delivery.afterFirstTry();
    this.#pump();
  }

  #rest(delivery: Delivery): void {
    const restMs = Math.min(firstRestMs * 2 ** delivery.failures, longestRestMs);
    delivery.failures += 1;
    const endRest = this.#options.alarms.after(restMs * (0.5 + this.#options.random() / 2), () => {
      this.#resting.delete(delivery);
      this.#due.push(delivery);
      this.#pump();
    });
    this.#resting.set(delivery, endRest);
  }

  async #post(event: GatewayEvent): Promise<boolean> {
    const { secret, now, log } = this.#options;
    if (this.#url === undefined) return false;
    const body = JSON.stringify(event);
    try {
      const response = await fetch(this.#url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', [signatureHeader]: signWebhook(secret, body, now()) },
        body,
        redirect: 'error',
        signal: AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(patienceMs)]),
      });
      // Read, so that the connection can be used again.
      await response.arrayBuffer();
      if (!response.ok) log.debug({ eventId: event.id, status: response.status }, 'a webhook was not taken');
      return response.ok;
    } catch (error) {
      log.debug({ eventId: event.id, error }, 'a webhook did not arrive');
      return false;
    }
  }
}
