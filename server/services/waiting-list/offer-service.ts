import { parseCode } from '#shared/domain/codes.ts';
import type { Actor } from '../../domain/actor.ts';
import { notFound, type NotFoundError } from '../../domain/failures.ts';
import type { Order } from '../../domain/order.ts';
import { offerOver, type OfferOverError } from '../../domain/waiting-list-failures.ts';
import { offersEndAt, type WaitingEntry } from '../../domain/waiting-list.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import type { CatalogRepository } from '../../mongo/catalog-repository.ts';
import type { ClaimRepository } from '../../mongo/claim-repository.ts';
import { inTransaction, type Mongo } from '../../mongo/client.ts';
import type { OrderRepository } from '../../mongo/order-repository.ts';
import type { WaitingListRepository } from '../../mongo/waiting-list-repository.ts';
import type { Clock } from '../clock.ts';
import { orderEntry } from '../orders/order-audit.ts';
import type { OrderEffects } from '../orders/order-effects.ts';
import { ownedBy, type PaymentOutcomes } from '../orders/payment-outcomes.ts';
import type { WaitingEntryView, WaitingListService } from './waiting-list-service.ts';

interface Dependencies {
  readonly mongo: Mongo;
  readonly waitingList: WaitingListRepository;
  readonly orders: OrderRepository;
  readonly claims: ClaimRepository;
  readonly catalog: CatalogRepository;
  readonly audit: AuditRepository;
  readonly lists: Pick<WaitingListService, 'view'>;
  readonly outcomes: PaymentOutcomes;
  readonly effects: OrderEffects;
  readonly clock: Clock;
  readonly releaseMs: number;
}

interface Offer {
  readonly entry: WaitingEntry;
  readonly order: Order;
}

/** Answering offers: whoever knows the code that an offer was told with may accept or decline it. */
export class OfferService {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Keeps what was offered until reservations are given up: it may be paid and collected until then. What was accepted,
   * or paid, stays as it is.
   */
  async accept(actor: Actor, code: string): Promise<WaitingEntryView | OfferOverError | NotFoundError> {
    const offer = await this.#find(code);
    if (!offer) return notFound('offer', code);
    const { entry, order } = offer;
    const isTaken = order.state === 'PENDING_PAYMENT' && (entry.acceptedAt !== null || order.payment.kind !== 'UNPAID');
    if (!isTaken && order.state !== 'PAID' && !(await this.#keep(actor, offer))) return offerOver();
    return this.#view(entry);
  }

  /** Gives the seats back, to whoever is next. Declining again changes nothing. */
  async decline(actor: Actor, code: string): Promise<WaitingEntryView | OfferOverError | NotFoundError> {
    const offer = await this.#find(code);
    if (!offer) return notFound('offer', code);
    const { entry, order } = offer;
    // One whose card is being charged is decided by the card.
    const isOpen = order.state === 'PENDING_PAYMENT' && order.payment.kind === 'UNPAID';
    const ended = isOpen
      ? await this.#dependencies.outcomes.endUnpaid(order, 'CANCELLED', order.payment, actor)
      : order;
    return ended?.state === 'CANCELLED' ? this.#view(entry) : offerOver();
  }

  async #find(typed: string): Promise<Offer | undefined> {
    const { orders, waitingList } = this.#dependencies;
    const code = parseCode(typed);
    const order = code === undefined ? undefined : await orders.findByCode(code);
    const entry = order && (await waitingList.findByOrder(order.id));
    return entry && { entry, order };
  }

  /** False when the offer is over by now. */
  async #keep(actor: Actor, { entry, order }: Offer): Promise<boolean> {
    const { mongo, waitingList, orders, claims, catalog, audit, effects, clock, releaseMs } = this.#dependencies;
    const showtime = await catalog.showtime(order.showtimeId);
    if (!showtime) throw new Error(`the order ${order.id} names a showtime that is missing`);
    const until = offersEndAt(showtime, releaseMs);
    const now = clock();
    if (order.paymentDueAt === null || order.paymentDueAt <= now) return false;
    const kept = await inTransaction(mongo, async (transaction) => {
      const changed = await orders.change(
        order.id,
        { states: ['PENDING_PAYMENT'], payment: order.payment },
        { paymentDueAt: until, reservedUntil: until },
        transaction,
      );
      if (!changed) return undefined;
      await waitingList.accept(entry.id, now, transaction);
      await claims.relock(ownedBy(changed), until, transaction);
      const details = { entryId: entry.id, paymentDueAt: until };
      await audit.add([orderEntry('waitinglist.accepted', changed, now, actor, details)], transaction);
      return changed;
    });
    if (kept) await effects.after(kept);
    return kept !== undefined;
  }

  async #view({ id }: WaitingEntry): Promise<WaitingEntryView> {
    const { waitingList, lists } = this.#dependencies;
    const entry = await waitingList.find(id);
    if (!entry) throw new Error(`the waiting entry ${id} is gone`);
    return lists.view(entry);
  }
}
