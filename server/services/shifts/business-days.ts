import { v7 as uuid } from 'uuid';
import { asId, type CinemaId } from '#shared/domain/ids.ts';
import { sumMoney } from '#shared/domain/money.ts';
import type { Actor } from '../../domain/actor.ts';
import type { ChainHead } from '../../domain/audit-chain.ts';
import { auditEntry } from '../../domain/audit-entry.ts';
import { businessDayId, outsideRange, type BusinessDay, type DayClosing } from '../../domain/business-day.ts';
import type { Cinema } from '../../domain/catalog.ts';
import { invalid, notFound, type NotFoundError, type ValidationError } from '../../domain/failures.ts';
import { openShifts, type OpenShiftsError } from '../../domain/shift-failures.ts';
import type { Shift } from '../../domain/shift.ts';
import { addTakings, takingsOf } from '../../domain/takings.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import type { BusinessDayRepository } from '../../mongo/business-day-repository.ts';
import type { CatalogRepository } from '../../mongo/catalog-repository.ts';
import { inTransaction, type Mongo, type Transaction } from '../../mongo/client.ts';
import type { ShiftReportRepository } from '../../mongo/shift-report-repository.ts';
import type { ShiftRepository } from '../../mongo/shift-repository.ts';
import type { AuditService } from '../audit-service.ts';
import { businessDateOf, businessDay, type BusinessDay as DaySpan } from '../business-day.ts';
import type { Clock } from '../clock.ts';
import { accountHash, isAsRecorded } from './account-hash.ts';
import type { TakingsReader } from './takings-reader.ts';

/** A business day with its bounds. */
export interface BusinessDayView extends BusinessDay {
  readonly from: Date;
  readonly before: Date;
}

interface Dependencies {
  readonly mongo: Mongo;
  readonly businessDays: BusinessDayRepository;
  readonly shifts: ShiftRepository;
  readonly shiftReports: ShiftReportRepository;
  readonly reader: TakingsReader;
  readonly catalog: CatalogRepository;
  readonly audit: AuditRepository;
  readonly history: Pick<AuditService, 'head'>;
  readonly clock: Clock;
}

/** A day of a cinema, found by what a request named. */
interface FoundDay {
  readonly cinema: Cinema;
  readonly span: DaySpan;
}

/** Business days: what the shifts of a day took together, and what was sold beside them. Closed once, for good. */
export class BusinessDays {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** The business day of a date (`YYYY-MM-DD`); undefined for an unknown cinema, or what is no date. */
  async find(cinemaId: string, date: string): Promise<BusinessDayView | undefined> {
    const found = await this.#found(cinemaId, date);
    if ('failure' in found) return undefined;
    const { cinema, span } = found;
    const id = businessDayId(cinema.id, span.date);
    const empty = { id, cinemaId: cinema.id, date: span.date, shiftCount: 0, closing: null };
    return view((await this.#dependencies.businessDays.find(id)) ?? empty, span);
  }

  /** The shifts that were opened in a day, the oldest first. */
  shiftsOf({ cinemaId, from, before }: BusinessDayView): Promise<readonly Shift[]> {
    return this.#dependencies.shifts.openedBetween(cinemaId, from, before);
  }

  /** Whether the account of a closed day still says what the audit history says that it said. */
  async isUnchanged({ id, closing }: BusinessDay): Promise<boolean> {
    if (!closing) return false;
    const { hash, ...account } = closing;
    const kept = { account: { id, ...account }, hash, action: 'day.closed', at: closing.closedAt } as const;
    return isAsRecorded(kept, this.#dependencies.audit);
  }

  /**
   * Closes a day that has begun: no shift of it may be open, and none is opened in it afterwards. Closing it again changes
   * nothing and gives the closed day.
   */
  async close(
    actor: Actor,
    input: { readonly cinemaId: string; readonly date: string },
  ): Promise<BusinessDayView | OpenShiftsError | NotFoundError | ValidationError> {
    const found = await this.#found(input.cinemaId, input.date);
    if ('failure' in found) return found.failure;
    const { mongo, businessDays: days, history } = this.#dependencies;
    const { cinema, span } = found;
    await days.prepare(cinema.id, span.date);
    const head = await history.head();
    const outcome = await inTransaction(mongo, (transaction) => this.#close(actor, found, head, transaction));
    return '__typename' in outcome ? outcome : view(outcome, span);
  }

  async #found(
    cinemaId: string,
    date: string,
  ): Promise<FoundDay | { readonly failure: NotFoundError | ValidationError }> {
    const cinema = await this.#dependencies.catalog.cinema(asId<CinemaId>(cinemaId));
    if (!cinema) return { failure: notFound('cinema', cinemaId) };
    const span = businessDay(date, cinema.timeZone);
    return span ? { cinema, span } : { failure: invalid('date', 'A date is written as YYYY-MM-DD.') };
  }

  async #close(
    actor: Actor,
    { cinema, span }: FoundDay,
    auditHead: ChainHead,
    transaction: Transaction,
  ): Promise<BusinessDay | OpenShiftsError | ValidationError> {
    const { businessDays: days, shifts, clock } = this.#dependencies;
    const at = clock();
    const day = await days.find(businessDayId(cinema.id, span.date), transaction);
    if (!day) throw new Error(`the business day ${span.date} was not prepared`);
    if (day.closing) return day;
    const dayBefore = await days.find(businessDayId(cinema.id, dateBefore(span, cinema)), transaction);
    const range = outsideRange(span, dayBefore, at);
    if (!range) return invalid('date', 'This day has not begun. Close it when it is over.');
    const opened = await shifts.openedBetween(cinema.id, span.from, span.before, transaction);
    const open = opened.filter(({ state }) => state === 'OPEN');
    if (open.length > 0) return openShifts(open);
    const account = {
      closedAt: at,
      closedBy: actor.name,
      ...(await this.#account(cinema, opened, range, transaction)),
      auditHead,
    };
    const closing = { ...account, hash: accountHash({ id: day.id, ...account }) };
    return this.#keep(day, closing, actor, transaction);
  }

  async #account(
    cinema: Cinema,
    opened: readonly Shift[],
    range: { readonly from: Date; readonly before: Date },
    transaction: Transaction,
  ) {
    const { shiftReports, reader } = this.#dependencies;
    const shiftIds = opened.map(({ id }) => id);
    const reports = await shiftReports.ofShifts(shiftIds, transaction);
    if (reports.length !== opened.length)
      throw new Error(`of ${opened.length} closed shifts, ${reports.length} have a report`);
    const outside = takingsOf(await reader.outsideShifts(cinema, range, transaction));
    const differences = reports.flatMap(({ drawer }) => drawer.overShort ?? []);
    return {
      shiftIds,
      takings: addTakings([...reports.map(({ takings }) => takings), outside], cinema.currency),
      outside,
      outsideFrom: range.from,
      outsideBefore: range.before,
      overShort: sumMoney(differences, cinema.currency),
    };
  }

  async #keep(day: BusinessDay, closing: DayClosing, actor: Actor, transaction: Transaction): Promise<BusinessDay> {
    const { businessDays: days, audit } = this.#dependencies;
    const { closedAt, shiftIds, takings, overShort, auditHead, hash } = closing;
    const closed = await days.close(day.id, closing, transaction);
    if (!closed) throw new Error(`the business day ${day.id} changed within its own transaction`);
    const { cinemaId, date } = day;
    const details = { cinemaId, date, shiftIds, sales: takings.sales, overShort, auditHead, hash };
    await audit.add([auditEntry(uuid(), 'day.closed', closedAt, actor, { details })], transaction);
    await audit.addAnchor({ ...auditHead, source: 'Z_REPORT', reference: day.id, at: closedAt }, transaction);
    return closed;
  }
}

function dateBefore({ from }: DaySpan, { timeZone }: Cinema): string {
  return businessDateOf(new Date(from.getTime() - 1), timeZone);
}

function view(day: BusinessDay, { from, before }: DaySpan): BusinessDayView {
  return { ...day, from, before };
}
