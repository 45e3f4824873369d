import { v7 as uuid } from 'uuid';
import { asId, type ShiftId } from '#shared/domain/ids.ts';
import { money, type Money } from '#shared/domain/money.ts';
import type { Actor } from '../domain/actor.ts';
import { auditEntry } from '../domain/audit-entry.ts';
import type { ValidationError } from '../domain/failures.ts';
import { expectedInDrawer, refuseFloat, type Shift } from '../domain/shift.ts';
import type { AuditRepository } from '../mongo/audit-repository.ts';
import { ClaimRefused, inTransaction, type Mongo } from '../mongo/client.ts';
import type { CatalogRepository } from '../mongo/catalog-repository.ts';
import type { ShiftRepository } from '../mongo/shift-repository.ts';
import type { Clock } from './clock.ts';

export interface ShiftAlreadyOpen {
  readonly __typename: 'ShiftAlreadyOpenError';
  readonly code: string;
  readonly message: string;
  readonly shift: Shift;
}

interface Dependencies {
  readonly mongo: Mongo;
  readonly shifts: ShiftRepository;
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

  /** What should be in the drawer now. */
  async expected(shift: Shift): Promise<Money> {
    return expectedInDrawer(shift.openingFloat, [await this.#dependencies.shifts.sumOfMovements(shift)]);
  }

  /** Opens a shift with a float in minor units of the cinema's currency. A person has at most one open shift. */
  async open(actor: Actor, openingFloat: number): Promise<Shift | ShiftAlreadyOpen | ValidationError> {
    const refused = refuseFloat(openingFloat);
    if (refused) return refused;
    const existing = await this.current(actor);
    if (existing) return alreadyOpen(existing);
    const shift = await this.#newShift(actor, openingFloat);
    try {
      await this.#insert(shift, actor);
      return shift;
    } catch (error) {
      const other = error instanceof ClaimRefused ? await this.current(actor) : undefined;
      if (other) return alreadyOpen(other);
      throw error;
    }
  }

  async #newShift(actor: Actor, openingFloat: number): Promise<Shift> {
    const { shifts, catalog, clock } = this.#dependencies;
    const [cinema] = await catalog.cinemas();
    if (!cinema) throw new Error('there is no cinema yet');
    return {
      id: asId<ShiftId>(uuid()),
      number: await shifts.nextNumber(cinema.id),
      state: 'OPEN',
      staffId: actor.staffId,
      staffName: actor.name,
      stationId: actor.stationId,
      openedAt: clock(),
      openingFloat: money(openingFloat, cinema.currency),
      receiptCount: 0,
      ticketCount: 0,
    };
  }

  async #insert(shift: Shift, actor: Actor): Promise<void> {
    const { mongo, shifts, audit } = this.#dependencies;
    await inTransaction(mongo, async (session) => {
      await shifts.insert(shift, session);
      const subject = { shiftId: shift.id, details: { number: shift.number, openingFloat: shift.openingFloat } };
      await audit.add([auditEntry(uuid(), 'shift.opened', shift.openedAt, actor, subject)], session);
    });
  }
}

function alreadyOpen(shift: Shift): ShiftAlreadyOpen {
  return {
    __typename: 'ShiftAlreadyOpenError',
    code: 'SHIFT_ALREADY_OPEN',
    message: `Your shift ${shift.number} is open already. Go on with it.`,
    shift,
  };
}
