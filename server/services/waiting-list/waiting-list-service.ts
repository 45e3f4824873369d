import { v5 as uuidFromName, v7 as uuid } from 'uuid';
import { asId, type WaitingEntryId } from '#shared/domain/ids.ts';
import { mayRole } from '#shared/domain/roles.ts';
import type { Actor } from '../../domain/actor.ts';
import { auditEntry, type AuditAction } from '../../domain/audit-entry.ts';
import { parseContact } from '../../domain/contact.ts';
import {
  idempotencyConflict,
  invalid,
  notFound,
  type IdempotencyConflictError,
  type NotFoundError,
  type ValidationError,
} from '../../domain/failures.ts';
import { refuseKey } from '../../domain/idempotency-key.ts';
import type { Contact, Order } from '../../domain/order.ts';
import type { Showtime } from '../../domain/showtime.ts';
import {
  seatsAvailable,
  waitingListClosed,
  type SeatsAvailableError,
  type WaitingListClosedError,
} from '../../domain/waiting-list-failures.ts';
import {
  offersEndAt,
  partyOf,
  seatsFor,
  waitingState,
  type WaitingEntry,
  type WaitingState,
} from '../../domain/waiting-list.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import { ClaimRefused, inTransaction, type Mongo } from '../../mongo/client.ts';
import type { OrderRepository } from '../../mongo/order-repository.ts';
import type { WaitingListRepository } from '../../mongo/waiting-list-repository.ts';
import type { Clock } from '../clock.ts';
import type { SeatMapService } from '../seat-map-service.ts';
import type { EntryCodes } from './entry-codes.ts';

export interface JoinRequest {
  readonly showtimeId: string;
  readonly partySize: number;
  /** One for each of the party; the price list's first for everybody when null. */
  readonly ticketTypes: readonly string[] | null;
  readonly name: string;
  readonly contact: Contact;
  readonly idempotencyKey: string;
}

export type JoinFailure =
  SeatsAvailableError | WaitingListClosedError | NotFoundError | IdempotencyConflictError | ValidationError;

/** An entry, and the secret code that its guest knows it by. */
export interface Joined {
  readonly entry: WaitingEntryView;
  readonly code: string;
}

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
  readonly maps: SeatMapService;
  readonly codes: EntryCodes;
  readonly clock: Clock;
  readonly releaseMs: number;
}

/** Names the entries that a client may ask for twice. */
const namespace = '0f3c1c8e-1f0b-4c53-8d0f-6f1f2f0a9d35';

const longestName = 100;

/** The lines before sold-out showtimes: joining, leaving, and where somebody stands. */
export class WaitingListService {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Joins the line of a showtime that can't seat the party now. A retry with the same key gets the first entry again. */
  async join(actor: Actor, request: JoinRequest): Promise<Joined | JoinFailure> {
    const refused = refuseKey(request.idempotencyKey);
    if (refused) return refused;
    const wish = await this.#wish(actor, request);
    if ('__typename' in wish) return wish;
    const earlier = await this.#joinedBefore(wish.entry);
    if (earlier) return earlier;
    const unneeded = await this.#refuseUnneeded(wish.entry, wish.showtime);
    if (unneeded) return unneeded;
    try {
      const entry = await this.#insert(actor, wish.entry);
      return entry ? this.#present(entry) : alreadyWaiting();
    } catch (error) {
      if (!(error instanceof ClaimRefused)) throw error;
      const other = await this.#joinedBefore(wish.entry);
      if (!other) throw error;
      return other;
    }
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

  async #wish(
    actor: Actor,
    { showtimeId, partySize, ticketTypes, contact: given, idempotencyKey, ...request }: JoinRequest,
  ): Promise<
    { readonly entry: Omit<WaitingEntry, 'number'>; readonly showtime: Showtime } | NotFoundError | ValidationError
  > {
    const found = await this.#dependencies.maps.find(showtimeId);
    if (!found) return notFound('showtime', showtimeId);
    const { showtime } = found;
    const party = partyOf(partySize, ticketTypes, showtime.prices);
    if ('failure' in party) return party.failure;
    const contact = parseContact(given);
    if ('failure' in contact) return contact.failure;
    const name = request.name.trim();
    if (name.length === 0 || name.length > longestName) {
      return invalid('name', `A name has 1 to ${longestName} characters.`);
    }
    const entry = {
      id: asId<WaitingEntryId>(uuidFromName(`${actor.staffId}:${idempotencyKey}`, namespace)),
      showtimeId: showtime.id,
      ...party,
      ...contact,
      name,
      joinedAt: this.#dependencies.clock(),
      joinedBy: { staffId: actor.staffId, name: actor.name },
      state: 'WAITING',
      orderId: null,
      acceptedAt: null,
    } as const;
    return { entry, showtime };
  }

  async #joinedBefore(wish: Omit<WaitingEntry, 'number'>): Promise<Joined | IdempotencyConflictError | undefined> {
    const entry = await this.#dependencies.waitingList.find(wish.id);
    if (!entry) return undefined;
    return wishText(entry) === wishText(wish) ? this.#present(entry) : idempotencyConflict();
  }

  /** The failure when waiting is over, or not needed. */
  async #refuseUnneeded(
    { ticketTypes }: Pick<WaitingEntry, 'ticketTypes'>,
    showtime: Showtime,
  ): Promise<SeatsAvailableError | WaitingListClosedError | undefined> {
    const { maps, clock, releaseMs } = this.#dependencies;
    const end = offersEndAt(showtime, releaseMs);
    if (clock() >= end) return waitingListClosed(end);
    const [found, { packed }] = await Promise.all([maps.find(showtime.id), maps.state(showtime)]);
    const seats = found && seatsFor(ticketTypes, found.plan.layout, packed, showtime.prices);
    return seats && seatsAvailable();
  }

  /** Undefined when the same address waits for the same showtime already. */
  async #insert(actor: Actor, wish: Omit<WaitingEntry, 'number'>): Promise<WaitingEntry | undefined> {
    const { mongo, waitingList, audit } = this.#dependencies;
    const { id: entryId, showtimeId, ticketTypes, contact, joinedAt } = wish;
    await waitingList.prepare(showtimeId);
    return inTransaction(mongo, async (transaction) => {
      const number = await waitingList.takeNumber(showtimeId, transaction);
      const line = await waitingList.line(showtimeId, transaction);
      if (line.some((other) => other.contact.email === contact.email && other.id !== entryId)) {
        await transaction.abortTransaction();
        return undefined;
      }
      const entry = { ...wish, number };
      await waitingList.insert(entry, transaction);
      const details = { entryId, number, partySize: ticketTypes.length };
      await audit.add(
        [auditEntry(uuid(), 'waitinglist.joined', joinedAt, actor, { showtimeId, details })],
        transaction,
      );
      return entry;
    });
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

  async #present(entry: WaitingEntry): Promise<Joined> {
    return { entry: await this.view(entry), code: this.#dependencies.codes.codeOf(entry.id) };
  }
}

function viewOf(entry: WaitingEntry, order: Order | undefined, place: number): WaitingEntryView {
  const state = waitingState(entry, order);
  return { ...entry, state, position: state === 'WAITING' ? place : null, order: order ?? null };
}

/** What was asked for, to tell a retry from another request. */
function wishText({ showtimeId, ticketTypes, name, contact }: Omit<WaitingEntry, 'number'>): string {
  return JSON.stringify([showtimeId, ticketTypes, name, contact.email, contact.locale]);
}

function alreadyWaiting(): ValidationError {
  return invalid('contact.email', 'Somebody with this address waits for this showtime already.');
}
