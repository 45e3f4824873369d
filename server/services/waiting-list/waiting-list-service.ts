import { v7 as uuid } from 'uuid';
import { asId, type WaitingEntryId } from '#shared/domain/ids.ts';
import { mayRole } from '#shared/domain/roles.ts';
import type { Actor } from '../../domain/actor.ts';
import { auditEntry, type AuditAction } from '../../domain/audit-entry.ts';
import type { Order } from '../../domain/order.ts';
import type { Showtime } from '../../domain/showtime.ts';
import { waitingState, type WaitingEntry, type WaitingState } from '../../domain/waiting-list.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import { inTransaction, type Mongo } from '../../mongo/client.ts';
import type { OrderRepository } from '../../mongo/order-repository.ts';
import type { WaitingListRepository } from '../../mongo/waiting-list-repository.ts';
import type { Clock } from '../clock.ts';
import type { EntryCodes } from './entry-codes.ts';

/** An entry as it stands now. */
export interface WaitingEntryView extends Omit<WaitingEntry, 'state'> {
  readonly state: WaitingState;
  /** Its place in the line, from 1; null when it doesn't wait any more. */
  readonly position: number | null;
  readonly order: Order | null;
}

interface Dependencies {
  readonly mongo: Mongo;
  readonly waitingList: WaitingListRepository;
  readonly orders: OrderRepository;
  readonly audit: AuditRepository;
  readonly codes: EntryCodes;
  readonly clock: Clock;
}

/** The lines before sold-out showtimes: where somebody stands, and how one leaves. */
export class WaitingListService {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** An entry, for whoever knows its code and for staff that manages the list. */
  async find(actor: Actor, id: string, code: string | null): Promise<WaitingEntryView | undefined> {
    const entry = await this.#entryFor(actor, id, code);
    return entry && this.view(entry);
  }

  /** Everybody who ever joined the line of a showtime, in the order in which they did. */
  async list(showtimeId: string): Promise<readonly WaitingEntryView[]> {
    const { waitingList, orders } = this.#dependencies;
    const entries = await waitingList.ofShowtime(asId<Showtime['id']>(showtimeId));
    const offered = await orders.findMany(entries.flatMap(({ orderId }) => orderId ?? []));
    const waiting = entries.filter(({ state }) => state === 'WAITING');
    return entries.map((entry) => {
      const order = offered.find(({ id }) => id === entry.orderId);
      return viewOf(entry, order, waiting.indexOf(entry) + 1);
    });
  }

  /** Leaves the line; undefined for who doesn't know the code. What doesn't wait any more stays as it is. */
  async leave(actor: Actor, id: string, code: string | null): Promise<WaitingEntryView | undefined> {
    const entry = await this.#entryFor(actor, id, code);
    if (!entry) return undefined;
    const left = await this.#takeOut(entry, 'LEFT', 'waitinglist.left', actor);
    return this.view(left ?? (await this.#dependencies.waitingList.find(entry.id)) ?? entry);
  }

  /** Ends the line of a showtime that has begun; returns how many were still in it. */
  async end(showtimeId: Showtime['id']): Promise<number> {
    const line = await this.#dependencies.waitingList.line(showtimeId);
    let ended = 0;
    for (const entry of line) {
      if (await this.#takeOut(entry, 'ENDED', 'waitinglist.ended', null)) ended += 1;
    }
    return ended;
  }

  /** An entry as it stands now. */
  async view(entry: WaitingEntry): Promise<WaitingEntryView> {
    const { waitingList, orders } = this.#dependencies;
    const order = entry.orderId ? await orders.find(entry.orderId) : undefined;
    return viewOf(entry, order, entry.state === 'WAITING' ? (await waitingList.countBefore(entry)) + 1 : 0);
  }

  async #takeOut(
    { id: entryId, showtimeId, number }: WaitingEntry,
    state: 'LEFT' | 'ENDED',
    action: AuditAction,
    by: Actor | null,
  ): Promise<WaitingEntry | undefined> {
    const { mongo, waitingList, audit, clock } = this.#dependencies;
    return inTransaction(mongo, async (transaction) => {
      const taken = await waitingList.takeOut(entryId, { state }, transaction);
      const subject = { showtimeId, details: { entryId, number } };
      if (taken) await audit.add([auditEntry(uuid(), action, clock(), by, subject)], transaction);
      return taken;
    });
  }

  async #entryFor(actor: Actor, id: string, code: string | null): Promise<WaitingEntry | undefined> {
    const { waitingList, codes } = this.#dependencies;
    const entryId = asId<WaitingEntryId>(id);
    const isKnown = mayRole(actor.role, 'waitinglist.manage') || (code !== null && codes.isCodeOf(entryId, code));
    return isKnown ? waitingList.find(entryId) : undefined;
  }
}

function viewOf(entry: WaitingEntry, order: Order | undefined, place: number): WaitingEntryView {
  const state = waitingState(entry, order);
  return { ...entry, state, position: state === 'WAITING' ? place : null, order: order ?? null };
}
