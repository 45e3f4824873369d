import { setTimeout as wait } from 'node:timers/promises';
import { seatStates } from '#shared/domain/seat-map.ts';
import { isPartDown } from '../services/part-down.ts';
import type { Composition } from '../compose.ts';
import type { Offer } from './stage/programme.ts';

/** How long all may take to come to rest after the last fault, in ms: far longer than it has. */
const patienceMs = 150_000;

/** Longer than it takes to read everything that is left; shows begin sooner, or far later. In ms. */
const soonMs = 600_000;

/** When everything has come to rest. */
export interface Quiet {
  /** How long after the beginning of the wait all money had found its end, in ms; null when it hasn't. */
  readonly moneySettledMs: number | null;
  /** What was still under way when the wait was over. */
  readonly restless: readonly string[];
}

/** Where one looks whether anything moves. */
interface Place {
  readonly composition: Pick<Composition, 'services' | 'repositories' | 'locks'>;
  readonly offers: readonly Pick<Offer, 'showtime' | 'plan'>[];
  /** Whether it has to come to rest; by default all of it has to. */
  readonly matters?: (what: string) => boolean;
}

/** Waits until nothing is under way any more. */
export async function untilQuiet({ matters = () => true, ...place }: Place): Promise<Quiet> {
  const begin = performance.now();
  let moneySettledMs: number | null = null;
  for (;;) {
    const restless = (await whatMoves(place)).filter(matters);
    const waited = performance.now() - begin;
    if (!restless.some((each) => each.startsWith('money'))) moneySettledMs ??= Math.round(waited);
    if (restless.length === 0 || waited > patienceMs) return { moneySettledMs, restless };
    await wait(200);
  }
}

async function whatMoves(place: Place): Promise<readonly string[]> {
  try {
    const parts = [openMoney(place), openEvents(place), openMaps(place), lapsingReservations(place)];
    return (await Promise.all(parts)).flat();
  } catch (error) {
    // An engine is still on its way up.
    if (!isPartDown(error)) throw error;
    return ['money: a part is away'];
  }
}

async function openMoney({ composition }: Place): Promise<readonly string[]> {
  const { orders, refunds } = composition.repositories.mongo.collections;
  const [payments, unsettled] = await Promise.all([
    orders.countDocuments({ 'payment.outcome': 'OPEN' }),
    refunds.countDocuments({ settledAt: null }),
  ]);
  return told({ 'money: card payments': payments, 'money: refunds': unsettled });
}

/** Nobody collects them any more: they end by themselves when their show begins, and must not do so while they are counted. */
async function lapsingReservations({ composition }: Place): Promise<readonly string[]> {
  const { orders } = composition.repositories.mongo.collections;
  const soon = new Date(Date.now() + soonMs);
  const lapsing = await orders.countDocuments({ state: 'PENDING_PAYMENT', paymentDueAt: { $lt: soon } });
  return told({ 'reservations that lapse': lapsing });
}

async function openEvents({ composition }: Place): Promise<readonly string[]> {
  const { services, repositories } = composition;
  const { groups, outbox } = await services.eventStatus.read();
  if (!groups || !outbox) return ['events: nobody knows'];
  const handled = groups.map(({ group, lag, pending }) => [`events of ${group}`, lag + pending] as const);
  const unsealed = await repositories.auditChain.unsealedCount();
  return told({ ...Object.fromEntries(handled), outbox: outbox.waiting, 'unsealed entries': unsealed });
}

/** Holds that live, and maps that don't show the claims yet. */
async function openMaps({ composition, offers }: Place): Promise<readonly string[]> {
  const { locks, repositories } = composition;
  const found = await Promise.all(
    offers.map(async ({ showtime, plan }) => {
      const [holds, map, claimed] = await Promise.all([
        locks.holdsOf(showtime.id),
        locks.snapshot(showtime.id),
        repositories.claims.packedMap(showtime.id, plan.layout),
      ]);
      const packed = map.kind === 'snapshot' ? map.packed : seatStates.FREE;
      return told({
        [`holds of ${showtime.id}`]: holds.length,
        [`the map of ${showtime.id}`]: packed === claimed.packed ? 0 : 1,
      });
    }),
  );
  return found.flat();
}

function told(counts: Readonly<Record<string, number>>): readonly string[] {
  return Object.entries(counts).flatMap(([what, count]) => (count === 0 ? [] : [`${what}: ${count}`]));
}
