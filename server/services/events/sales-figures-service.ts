import { asId, type CinemaId, type OrderId, type ShowtimeId } from '#shared/domain/ids.ts';
import type { Order, Ticket } from '../../domain/order.ts';
import type { OrderEvent } from '../../domain/order-event.ts';
import type { CatalogRepository } from '../../mongo/catalog-repository.ts';
import { ClaimRefused, inTransaction, type Mongo } from '../../mongo/client.ts';
import type { HandledEventRepository } from '../../mongo/handled-event-repository.ts';
import type { OrderRepository } from '../../mongo/order-repository.ts';
import type { RefundRepository } from '../../mongo/refund-repository.ts';
import { placeId, type SalesFigure, type SalesFigureRepository } from '../../mongo/sales-figure-repository.ts';
import { patientRetry, type Delivery, type EventHandler } from '../../redis/event-streams/event-handler.ts';
import { businessDateOf } from '../business-day.ts';
import type { Clock } from '../clock.ts';
import { salesFactsOf, type SalesFact } from './sales-facts.ts';

interface Dependencies {
  readonly mongo: Mongo;
  readonly orders: OrderRepository;
  readonly refunds: RefundRepository;
  readonly catalog: CatalogRepository;
  readonly handled: HandledEventRepository;
  readonly figures: SalesFigureRepository;
  readonly clock: Clock;
}

/** How often a batch is tried anew when another reader writes the same facts at the same time. */
const races = 5;

/** Sales by showtime and ticket type, counted from what happens to orders; always equal to a recount of the orders. */
export class SalesFiguresService implements EventHandler<OrderEvent> {
  readonly group = 'sales-figures';
  readonly batchSize = 200;
  readonly parallel = 1;
  readonly retry = patientRetry;
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Counts what the orders of these events have gone through and what wasn't counted before. */
  async handle(deliveries: readonly Delivery<OrderEvent>[]): Promise<void> {
    const facts = await this.#factsOf(deliveries.map(({ event }) => event));
    for (let race = 0; ; race += 1) {
      try {
        await this.#count(facts);
        return;
      } catch (error) {
        if (!(error instanceof ClaimRefused) || race === races) throw error;
      }
    }
  }

  /** The figures of a cinema's business day (`YYYY-MM-DD`), by showtime and ticket type. */
  ofDay(cinemaId: string, date: string): Promise<readonly SalesFigure[]> {
    return this.#dependencies.figures.ofDay(cinemaId, date);
  }

  async #count(facts: readonly PlacedFact[]): Promise<void> {
    const { mongo, handled, figures, clock } = this.#dependencies;
    const names = facts.map(({ name }) => name);
    const known = await handled.among(this.group, names);
    const fresh = facts.filter(({ name }) => !known.has(name));
    if (fresh.length === 0) return;
    await inTransaction(mongo, async (session) => {
      await handled.remember(
        this.group,
        fresh.map(({ name }) => name),
        clock(),
        session,
      );
      await figures.add(gainsOf(fresh), session);
    });
  }

  async #factsOf(events: readonly OrderEvent[]): Promise<readonly PlacedFact[]> {
    const { orders, refunds } = this.#dependencies;
    const toldAt = new Map(events.map(({ orderId, at }) => [orderId, at]));
    const found = await orders.findMany([...toldAt.keys()].map((id) => asId<OrderId>(id)));
    // Read after the orders, so that the refund of every returned ticket is there.
    const records = await refunds.ofOrders(found.filter(hasReturns).map(({ id }) => id));
    const placed = await Promise.all(
      found.map(async (order) => {
        const facts = salesFactsOf(order, records, toldAt.get(order.id) ?? order.placedAt);
        if (facts.length === 0) return [];
        const place = await this.#placeOf(order.showtimeId);
        return facts.map((fact): PlacedFact => ({ ...fact, ...place }));
      }),
    );
    return placed.flat();
  }

  async #placeOf(showtimeId: ShowtimeId): Promise<Place> {
    const { catalog } = this.#dependencies;
    const showtime = await catalog.showtime(showtimeId);
    const cinema = showtime && (await catalog.cinema(showtime.cinemaId));
    if (!cinema) throw new Error(`the showtime ${showtimeId} or its cinema is missing`);
    return { showtimeId, cinemaId: cinema.id, timeZone: cinema.timeZone };
  }
}

interface Place {
  readonly showtimeId: ShowtimeId;
  readonly cinemaId: CinemaId;
  readonly timeZone: string;
}

type PlacedFact = SalesFact & Place;

function hasReturns({ tickets }: Order): boolean {
  return tickets.some(({ state }) => state === 'RETURNED');
}

/** What the facts add up to, each figure once. */
function gainsOf(facts: readonly PlacedFact[]): readonly SalesFigure[] {
  const gains = new Map<string, SalesFigure>();
  for (const fact of facts) {
    for (const ticket of fact.tickets) {
      const gain = gainOf(fact, ticket);
      const sum = gains.get(placeId(gain));
      gains.set(placeId(gain), sum ? added(sum, gain) : gain);
    }
  }
  return [...gains.values()];
}

function gainOf({ kind, at, cinemaId, showtimeId, timeZone }: PlacedFact, { ticketType, price }: Ticket): SalesFigure {
  const date = businessDateOf(at, timeZone);
  const none = { sold: 0, soldAmount: 0, returned: 0, returnedAmount: 0 };
  const gain = kind === 'SOLD' ? { sold: 1, soldAmount: price.amount } : { returned: 1, returnedAmount: price.amount };
  return { cinemaId, date, showtimeId, ticketType, currency: price.currency, ...none, ...gain };
}

/** Both are of one showtime and so in one currency. */
function added(one: SalesFigure, other: SalesFigure): SalesFigure {
  return {
    ...one,
    sold: one.sold + other.sold,
    soldAmount: one.soldAmount + other.soldAmount,
    returned: one.returned + other.returned,
    returnedAmount: one.returnedAmount + other.returnedAmount,
  };
}
