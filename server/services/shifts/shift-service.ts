import { v7 as uuid } from 'uuid';
import { asId, type ShiftId } from '#shared/domain/ids.ts';
import { money, type Money } from '#shared/domain/money.ts';
import { mayRole } from '#shared/domain/roles.ts';
import type { Actor } from '../../domain/actor.ts';
import { auditEntry } from '../../domain/audit-entry.ts';
import { businessDayId } from '../../domain/business-day.ts';
import type { Cinema } from '../../domain/catalog.ts';
import type { ValidationError } from '../../domain/failures.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import {
  businessDayClosed,
  shiftAlreadyOpen,
  type BusinessDayClosedError,
  type ShiftAlreadyOpenError,
} from '../../domain/shift-failures.ts';
import { expectedInDrawer, refuseFloat, type Shift } from '../../domain/shift.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import type { BusinessDayRepository } from '../../mongo/business-day-repository.ts';
import { ClaimRefused, inTransaction, type Mongo } from '../../mongo/client.ts';
import type { CatalogRepository } from '../../mongo/catalog-repository.ts';
import type { ShiftCriteria, ShiftRepository } from '../../mongo/shift-repository.ts';
import { businessDayOf } from '../business-day.ts';
import type { Clock } from '../clock.ts';

interface Dependencies {
  readonly mongo: Mongo;
  readonly shifts: ShiftRepository;
  readonly businessDays: BusinessDayRepository;
  readonly catalog: CatalogRepository;
  readonly audit: AuditRepository;
  readonly clock: Clock;
}

/** Shifts: who stands at which drawer, and what should be in it. */
export class ShiftService {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** The open shift of a person. */
  current(actor: Actor): Promise<Shift | undefined> {
    return this.#dependencies.shifts.findOpen(actor.staffId);
  }

  /** A shift that somebody may look at: one's own, or anybody's with the right to. */
  async find(actor: Actor, id: string): Promise<Shift | undefined> {
    const shift = await this.#dependencies.shifts.find(asId<ShiftId>(id));
    return shift?.staffId === actor.staffId || mayRole(actor.role, 'shift.read') ? shift : undefined;
  }

  /** Newest first. */
  page(criteria: ShiftCriteria, request: PageRequest): Promise<Page<Shift>> {
    return this.#dependencies.shifts.page(criteria, request);
  }

  /** What should be in the drawer: now, or when the shift was closed. */
  async expected(shift: Pick<Shift, 'id' | 'openingFloat'>): Promise<Money> {
    return expectedInDrawer(shift.openingFloat, [await this.#dependencies.shifts.sumOfMovements(shift)]);
  }

  /**
   * Opens a shift with a float in minor units of the cinema's currency. A person has at most one open shift, and none is
   * opened in a business day that was closed.
   */
  async open(
    actor: Actor,
    openingFloat: number,
  ): Promise<Shift | ShiftAlreadyOpenError | BusinessDayClosedError | ValidationError> {
    const refused = refuseFloat(openingFloat);
    if (refused) return refused;
    const existing = await this.current(actor);
    if (existing) return shiftAlreadyOpen(existing);
    const cinema = await this.#cinema();
    const shift = await this.#newShift(actor, cinema, openingFloat);
    const { date, before } = businessDayOf(shift.openedAt, cinema.timeZone);
    try {
      await this.#insert(shift, date, actor);
      return shift;
    } catch (error) {
      if (!(error instanceof ClaimRefused)) throw error;
      if (error.claim === 'day') return businessDayClosed(date, before);
      const other = await this.current(actor);
      // The other one was closed just now.
      return other ? shiftAlreadyOpen(other) : this.open(actor, openingFloat);
    }
  }

  async #cinema(): Promise<Cinema> {
    const [cinema] = await this.#dependencies.catalog.cinemas();
    if (!cinema) throw new Error('there is no cinema yet');
    return cinema;
  }

  async #newShift(actor: Actor, cinema: Cinema, openingFloat: number): Promise<Shift> {
    const { shifts, clock } = this.#dependencies;
    return {
      id: asId<ShiftId>(uuid()),
      cinemaId: cinema.id,
      number: await shifts.nextNumber(cinema.id),
      state: 'OPEN',
      staffId: actor.staffId,
      staffName: actor.name,
      stationId: actor.stationId,
      openedAt: clock(),
      openingFloat: money(openingFloat, cinema.currency),
      receiptCount: 0,
      ticketCount: 0,
      movementCount: 0,
      closedAt: null,
      closedBy: null,
      counted: null,
      closingKey: null,
    };
  }

  /** Throws `ClaimRefused` with `day` when it is closed, with `shift` when the person has an open one. */
  async #insert(shift: Shift, date: string, actor: Actor): Promise<void> {
    const { mongo, shifts, businessDays: days, audit } = this.#dependencies;
    await days.prepare(shift.cinemaId, date);
    await inTransaction(mongo, async (session) => {
      if (!(await days.countShift(businessDayId(shift.cinemaId, date), session))) throw new ClaimRefused('day');
      await shifts.insert(shift, session);
      const details = { number: shift.number, businessDay: date, openingFloat: shift.openingFloat };
      await audit.add(
        [auditEntry(uuid(), 'shift.opened', shift.openedAt, actor, { shiftId: shift.id, details })],
        session,
      );
    });
  }
}
