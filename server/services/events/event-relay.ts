import { asId, type OrderId } from '#shared/domain/ids.ts';
import type { Order } from '../../domain/order.ts';
import type { Logger } from '../../log.ts';
import type { OrderRepository } from '../../mongo/order-repository.ts';
import type { OutboxRepository, WaitingRow } from '../../mongo/outbox-repository.ts';
import { describeError } from '../../redis/event-streams/describe-error.ts';
import { patientRetry, restAfter } from '../../redis/event-streams/event-handler.ts';
import type { RelayTurn, RelayTurns } from '../../redis/event-streams/relay-turn.ts';
import type { OrderEvents } from '../../redis/order-events.ts';
import type { Clock } from '../clock.ts';
import { isPartDown } from '../part-down.ts';

interface Dependencies {
  readonly outbox: OutboxRepository;
  readonly orders: OrderRepository;
  /** What is to happen in Redis once an order has changed. */
  readonly effects: { apply(order: Order): Promise<void> };
  readonly turns: RelayTurns;
  readonly events: OrderEvents;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Rows that one step works off. */
const batch = 500;

/** What Redis may have lost when it was started anew: it writes its log every second, or a little later on a slow disk. */
const unsafeMs = 60_000;

/**
 * Tells what the outbox has: the effects of an order first, then its event. Rows are marked only afterwards, with the life
 * of the streams that they went into, so that a crash or a loss of Redis tells them again and never not at all.
 */
export class EventRelay {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Works off the oldest rows; returns how many. Another program's turn is no work. Throws when a part is away. */
  async step(): Promise<number> {
    const { outbox, turns, events, clock } = this.#dependencies;
    const turn = await turns.take(() => outbox.highestGeneration());
    if (!turn) return 0;
    if (turn.isNewRun) await this.#afterRestart(turn);
    const rows = await outbox.waiting(turn.generation, clock(), batch);
    if (rows.length === 0) return 0;
    const ready = await this.#applyEffects(rows);
    await events.add(ready.map(({ event }) => event));
    await outbox.markRelayed(
      ready.map(({ event }) => event.id),
      turn.generation,
      clock(),
    );
    return rows.length;
  }

  async #afterRestart(turn: RelayTurn): Promise<void> {
    const { outbox, turns, clock, log } = this.#dependencies;
    const again = await outbox.relayAgainSince(new Date(clock().getTime() - unsafeMs));
    await turns.confirmRun(turn);
    log.info({ again }, 'Redis was started anew: the latest events are told again');
  }

  /** Returns the rows whose effects have happened; the others rest or are given up, and hold up nothing. */
  async #applyEffects(rows: readonly WaitingRow[]): Promise<readonly WaitingRow[]> {
    const orders = await this.#ordersOf(rows);
    // Several rows of one order need its effects once: they show the order as it is now.
    const applied = new Map<string, Promise<void>>();
    const effectsOf = (orderId: string): Promise<void> => {
      const known = applied.get(orderId) ?? this.#applyTo(orderId, orders.get(orderId));
      applied.set(orderId, known);
      return known;
    };
    const outcomes = await Promise.allSettled(
      // What a lost life had was applied then, and the maps were rebuilt from the database since.
      rows.map(({ isNew, event }) => (isNew ? effectsOf(event.orderId) : Promise.resolve())),
    );
    const outage = outcomes.find((each) => each.status === 'rejected' && isPartDown(each.reason));
    if (outage?.status === 'rejected') throw outage.reason;
    const ready: WaitingRow[] = [];
    for (const [index, row] of rows.entries()) {
      const outcome = outcomes[index];
      if (outcome?.status === 'rejected') await this.#fail(row, outcome.reason);
      else ready.push(row);
    }
    return ready;
  }

  async #ordersOf(rows: readonly WaitingRow[]): Promise<ReadonlyMap<string, Order>> {
    const ids = new Set(rows.filter(({ isNew }) => isNew).map(({ event }) => asId<OrderId>(event.orderId)));
    if (ids.size === 0) return new Map();
    const orders = await this.#dependencies.orders.findMany([...ids]);
    return new Map(orders.map((order) => [order.id, order]));
  }

  async #applyTo(orderId: string, order: Order | undefined): Promise<void> {
    if (!order) throw new Error(`an outbox row names the order ${orderId}, which is missing`);
    await this.#dependencies.effects.apply(order);
  }

  async #fail({ event, failures: before }: WaitingRow, error: unknown): Promise<void> {
    const { outbox, clock, log } = this.#dependencies;
    const now = clock();
    const failures = before + 1;
    const isGivenUp = failures >= patientRetry.attempts;
    const retryAt = isGivenUp ? null : new Date(now.getTime() + restAfter(patientRetry, failures));
    await outbox.fail(event.id, failures, describeError(error), retryAt, now);
    const { id: eventId, type, orderId } = event;
    log.error({ eventId, type, orderId, failures, isGivenUp, error }, 'the effects of an order failed');
  }
}
