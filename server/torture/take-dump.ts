import { asId, type SessionId, type StaffId } from '#shared/domain/ids.ts';
import type { Composition } from '../compose.ts';
import type { Actor } from '../domain/actor.ts';
import type { RecordedEntry } from '../domain/audit-entry.ts';
import type { Order } from '../domain/order.ts';
import type { Refund } from '../domain/refund.ts';
import type { ShiftReport } from '../domain/shift-report.ts';
import type { CashMovement, Shift } from '../domain/shift.ts';
import type { SeatPlan } from '../domain/showtime.ts';
import { fromDocument } from '../mongo/documents.ts';
import type { GatewayLedger } from '../payments/contract.ts';
import type { RedisClient } from '../redis/client.ts';
import type { Keys } from '../redis/keys.ts';
import type { Dump, ShowtimeDump } from './dump.ts';

/** Where a dump is taken from. */
interface Source {
  readonly composition: Pick<Composition, 'repositories' | 'services' | 'locks'>;
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly ledger: GatewayLedger;
  readonly showtimes: readonly { readonly showtime: { readonly id: string }; readonly plan: SeatPlan }[];
}

/** What only the run itself knows. */
type Observed = Pick<Dump, 'history' | 'losses' | 'samples' | 'watched' | 'settings' | 'moneySettledMs'>;

/** Reads everything that is left. Nothing may be under way any more. */
export async function takeDump(source: Source, observed: Observed): Promise<Dump> {
  const { composition, ledger } = source;
  const { collections } = composition.repositories.mongo;
  const shifts = (await collections.shifts.find().toArray()).map((document) => fromDocument<Shift>(document));
  return {
    ...observed,
    ledger,
    shifts,
    orders: (await collections.orders.find().toArray()).map((document) => fromDocument<Order>(document)),
    refunds: (await collections.refunds.find().toArray()).map((document) => fromDocument<Refund>(document)),
    claims: await collections.showSeats.find().toArray(),
    replies: await collections.idempotencyKeys.find().toArray(),
    movements: (await collections.cashMovements.find().toArray()).map((each) => fromDocument<CashMovement>(each)),
    series: await collections.numberSeries.find().toArray(),
    prints: await collections.printReports.find().toArray(),
    entries: (await collections.auditEntries.find().toArray()).map((each) => fromDocument<RecordedEntry>(each)),
    outbox: await collections.outbox.find().toArray(),
    figures: await collections.salesFigures.find().toArray(),
    reports: await reportsOf(shifts, composition),
    showtimes: await Promise.all(source.showtimes.map((each) => showtimeDump(each, source))),
    events: await eventFacts(composition),
    chain: await composition.services.audit.verify(),
  };
}

/** Somebody who may look at every shift. */
const auditor: Actor = {
  staffId: asId<StaffId>('auditor'),
  name: 'Auditor',
  role: 'ADMIN',
  sessionId: asId<SessionId>('auditor'),
  stationId: null,
};

async function reportsOf(shifts: readonly Shift[], { services }: Source['composition']): Promise<ShiftReport[]> {
  const reports: ShiftReport[] = [];
  for (const { id } of shifts) {
    const report = await services.shiftReports.report(auditor, id);
    if (report) reports.push(report);
  }
  return reports;
}

async function showtimeDump(
  { showtime: { id }, plan }: Source['showtimes'][number],
  { redis, keys, composition }: Source,
): Promise<ShowtimeDump> {
  const packed = await redis.hGet(keys.map(id), 'packed');
  const holds = await composition.locks.holdsOf(id as Parameters<typeof composition.locks.holdsOf>[0]);
  return { id, plan, packed: packed ?? undefined, holds };
}

async function eventFacts({ services }: Source['composition']): Promise<Dump['events']> {
  const { groups, outbox } = await services.eventStatus.read();
  if (!groups || !outbox) throw new Error('the event status can not be had');
  const { waiting, parked } = outbox;
  return { waiting, parked, deadLetters: groups.map(({ group, deadLetters }) => ({ group, count: deadLetters })) };
}
