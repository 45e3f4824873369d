import type { GatewayEvent, WebhookFaults } from '../contract.ts';
import type { Tools } from './tools.ts';
import type { WebhookSender } from './webhook-sender.ts';

interface Dependencies extends Pick<Tools, 'store' | 'alarms' | 'random'> {
  readonly sender: WebhookSender;
  /** What goes wrong unless the settings or the intent say otherwise. */
  readonly faults: WebhookFaults;
}

/** An event that waits for the next one of its intent, to arrive after it. */
interface HeldBack {
  readonly event: GatewayEvent;
  readonly giveUp: () => void;
  copies: number;
}

/** How long a reordered event waits for one that follows, in ms: longer than a card takes at a terminal. */
const longestWaitMs = 2_000;

/** Decides how each event goes out: when, how often, in which order, or never. */
export class Webhooks {
  readonly #dependencies: Dependencies;
  /** By intent. */
  readonly #heldBack = new Map<string, HeldBack>();

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Sends what the last run didn't get to. */
  resume(): void {
    const { state } = this.#dependencies.store;
    for (const event of state.events()) if (!state.isDelivered(event.id)) this.send(event);
  }

  send(event: GatewayEvent): void {
    const faults = this.#faultsOf(event);
    // The gateway takes it for delivered; nobody else ever hears of it.
    if (this.#happens(faults.drop)) this.markDelivered(event);
    else this.#schedule(event, faults);
  }

  /** Sends the events once more, whether they arrived or not, with all faults but losses. */
  redeliver(events: readonly GatewayEvent[]): void {
    const { store } = this.#dependencies;
    store.commit(...events.map(({ id }) => ({ kind: 'delivery', eventId: id, isDone: false }) as const));
    for (const event of events) this.#schedule(event, this.#faultsOf(event));
  }

  markDelivered({ id }: GatewayEvent): void {
    const { store } = this.#dependencies;
    if (!store.state.isDelivered(id)) store.commit({ kind: 'delivery', eventId: id, isDone: true });
  }

  /** What goes wrong with the events of intents that don't say otherwise. */
  get faults(): WebhookFaults {
    const { faults, store } = this.#dependencies;
    return { ...faults, ...store.state.webhookFaults };
  }

  #faultsOf(event: GatewayEvent): WebhookFaults {
    const intent = this.#dependencies.store.state.intent(intentIdOf(event));
    return { ...this.faults, ...intent?.request.webhooks };
  }

  #schedule(event: GatewayEvent, { delayMs = 0, jitterMs = 0, duplicates, reorder }: WebhookFaults): void {
    const { alarms, random } = this.#dependencies;
    const isReordered = this.#happens(reorder);
    const copies = this.#happens(duplicates) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      alarms.after(delayMs + random() * jitterMs, () => this.#release(event, isReordered));
    }
  }

  #release(event: GatewayEvent, isReordered: boolean): void {
    const intentId = intentIdOf(event);
    const heldBack = this.#heldBack.get(intentId);
    if (heldBack?.event.id === event.id) heldBack.copies += 1;
    else if (isReordered && !heldBack) this.#holdBack(event, intentId);
    else {
      this.#heldBack.delete(intentId);
      heldBack?.giveUp();
      this.#dependencies.sender.send(event, () => heldBack && this.#sendCopies(heldBack));
    }
  }

  #holdBack(event: GatewayEvent, intentId: string): void {
    const giveUp = this.#dependencies.alarms.after(longestWaitMs, () => {
      this.#heldBack.delete(intentId);
      this.#sendCopies(heldBack);
    });
    const heldBack: HeldBack = { event, giveUp, copies: 1 };
    this.#heldBack.set(intentId, heldBack);
  }

  #sendCopies({ event, copies }: HeldBack): void {
    for (let copy = 0; copy < copies; copy += 1) this.#dependencies.sender.send(event);
  }

  #happens(chance = 0): boolean {
    return this.#dependencies.random() < chance;
  }
}

function intentIdOf(event: GatewayEvent): string {
  return 'intent' in event ? event.intent.id : event.refund.intentId;
}
