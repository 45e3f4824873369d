import { v5 as uuidFromName, v7 as uuid } from 'uuid';
import { asId, type WaitingEntryId } from '#shared/domain/ids.ts';
import type { Actor } from '../../domain/actor.ts';
import { auditEntry } from '../../domain/audit-entry.ts';
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
import type { Contact } from '../../domain/order.ts';
import type { SeatPlan, Showtime } from '../../domain/showtime.ts';
import {
  seatsAvailable,
  waitingListClosed,
  type SeatsAvailableError,
  type WaitingListClosedError,
} from '../../domain/waiting-list-failures.ts';
import { offersEndAt, partyOf, seatsFor, type WaitingEntry } from '../../domain/waiting-list.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import { ClaimRefused, inTransaction, type Mongo } from '../../mongo/client.ts';
import type { WaitingListRepository } from '../../mongo/waiting-list-repository.ts';
import type { Clock } from '../clock.ts';
import type { SeatMapService } from '../seat-map-service.ts';
import type { EntryCodes } from './entry-codes.ts';
import type { WaitingEntryView, WaitingListService } from './waiting-list-service.ts';

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

interface Dependencies {
  readonly mongo: Mongo;
  readonly waitingList: WaitingListRepository;
  readonly audit: AuditRepository;
  readonly maps: SeatMapService;
  readonly lists: Pick<WaitingListService, 'view'>;
  readonly codes: EntryCodes;
  readonly clock: Clock;
  readonly releaseMs: number;
}

/** Names the entries that a client may ask for twice. */
const namespace = '0f3c1c8e-1f0b-4c53-8d0f-6f1f2f0a9d35';

const longestName = 100;

/** An entry that isn't in the line yet. */
type Wish = Omit<WaitingEntry, 'number'>;

/** Where somebody wants to sit. */
interface Found {
  readonly showtime: Showtime;
  readonly plan: SeatPlan;
}

/** Joining the line before a sold-out showtime. */
export class WaitingListEntrance {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Joins the line of a showtime that can't seat the party now. A retry with the same key gets the first entry again. */
  async join(actor: Actor, request: JoinRequest): Promise<Joined | JoinFailure> {
    const found = await this.#dependencies.maps.find(request.showtimeId);
    if (!found) return notFound('showtime', request.showtimeId);
    const wish = this.#wish(actor, found.showtime, request);
    if ('failure' in wish) return wish.failure;
    const earlier = await this.#joinedBefore(wish);
    if (earlier) return earlier;
    const unneeded = await this.#refuseUnneeded(wish, found);
    if (unneeded) return unneeded;
    try {
      const entry = await this.#insert(actor, wish);
      return entry ? await this.#present(entry) : alreadyWaiting();
    } catch (error) {
      if (!(error instanceof ClaimRefused)) throw error;
      const other = await this.#joinedBefore(wish);
      if (!other) throw error;
      return other;
    }
  }

  #wish(actor: Actor, showtime: Showtime, request: JoinRequest): Wish | { readonly failure: ValidationError } {
    const failure = refuseKey(request.idempotencyKey) ?? refuseName(request.name);
    if (failure) return { failure };
    const party = partyOf(request.partySize, request.ticketTypes, showtime.prices);
    if ('failure' in party) return party;
    const contact = parseContact(request.contact);
    if ('failure' in contact) return contact;
    return {
      id: asId<WaitingEntryId>(uuidFromName(`${actor.staffId}:${request.idempotencyKey}`, namespace)),
      showtimeId: showtime.id,
      ...party,
      ...contact,
      name: request.name.trim(),
      joinedAt: this.#dependencies.clock(),
      joinedBy: { staffId: actor.staffId, name: actor.name },
      state: 'WAITING',
      orderId: null,
      acceptedAt: null,
    };
  }

  async #joinedBefore(wish: Wish): Promise<Joined | IdempotencyConflictError | undefined> {
    const entry = await this.#dependencies.waitingList.find(wish.id);
    if (!entry) return undefined;
    return wishText(entry) === wishText(wish) ? this.#present(entry) : idempotencyConflict();
  }

  /** The failure when waiting is over, or not needed. */
  async #refuseUnneeded(
    { ticketTypes }: Wish,
    { showtime, plan }: Found,
  ): Promise<SeatsAvailableError | WaitingListClosedError | undefined> {
    const { maps, clock, releaseMs } = this.#dependencies;
    const end = offersEndAt(showtime, releaseMs);
    if (clock() >= end) return waitingListClosed(end);
    const { packed } = await maps.state(showtime);
    return seatsFor(ticketTypes, plan.layout, packed, showtime.prices) && seatsAvailable();
  }

  /** Undefined when the same address waits for the same showtime already. */
  async #insert(actor: Actor, wish: Wish): Promise<WaitingEntry | undefined> {
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

  async #present(entry: WaitingEntry): Promise<Joined> {
    const { lists, codes } = this.#dependencies;
    return { entry: await lists.view(entry), code: codes.codeOf(entry.id) };
  }
}

/** What was asked for, to tell a retry from another request. */
function wishText({ showtimeId, ticketTypes, name, contact }: Wish): string {
  return JSON.stringify([showtimeId, ticketTypes, name, contact.email, contact.locale]);
}

function alreadyWaiting(): ValidationError {
  return invalid('contact.email', 'Somebody with this address waits for this showtime already.');
}

function refuseName(name: string): ValidationError | undefined {
  const { length } = name.trim();
  return length >= 1 && length <= longestName
    ? undefined
    : invalid('name', `A name has 1 to ${longestName} characters.`);
}
