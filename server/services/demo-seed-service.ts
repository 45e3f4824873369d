import { v5 as uuidFromName, v7 as uuid } from 'uuid';
import { codeFromBytes } from '#shared/domain/codes.ts';
import { asId, type HoldId, type OrderId, type TicketId } from '#shared/domain/ids.ts';
import { sumMoney } from '#shared/domain/money.ts';
import { includedTax, priceOf, type PriceList } from '#shared/domain/pricing.ts';
import type { Seat } from '#shared/domain/seat.ts';
import { demoCinema, type DemoCinema, type DemoShowtime } from '../demo/index.ts';
import { auditEntry } from '../domain/audit-entry.ts';
import { lineFor, type Order, type Ticket } from '../domain/order.ts';
import { seatOf, seatPlan, type SeatPlan } from '../domain/showtime.ts';
import type { AuditRepository } from '../mongo/audit-repository.ts';
import type { CatalogRepository } from '../mongo/catalog-repository.ts';
import type { ClaimRepository } from '../mongo/claim-repository.ts';
import type { OrderRepository } from '../mongo/order-repository.ts';
import type { StaffRepository } from '../mongo/staff-repository.ts';
import type { StationRepository } from '../mongo/station-repository.ts';
import { hashSecret } from './identity/secret-hash.ts';
import type { TicketSigner } from './ticket-signer.ts';

interface Dependencies {
  readonly catalog: CatalogRepository;
  readonly staff: StaffRepository;
  readonly stations: StationRepository;
  readonly orders: OrderRepository;
  readonly claims: ClaimRepository;
  readonly audit: AuditRepository;
  readonly signer: TicketSigner;
}

/** Names the ids of seeded records: the same showtime and group always make the same order. */
const namespace = '6f0d5e0a-3f0f-4c55-9a3c-1c1f0d0e7a55';

/**
 * Puts the demo cinema into the database. Safe to repeat and to be killed: ids are derived from what they name, and a
 * showtime is written after its sales, so that a showtime which is there is complete. Returns how many were added.
 */
export async function seedDemo(
  dependencies: Dependencies,
  now: Date,
): Promise<{ readonly demo: DemoCinema; readonly added: number }> {
  const demo = demoCinema(now.getTime());
  await seedSite(dependencies, demo, now);
  const existing = await dependencies.catalog.existingShowtimes(demo.showtimes.map(({ id }) => id));
  const missing = demo.showtimes.filter(({ id }) => !existing.has(id));
  for (const showtime of missing) await seedShowtime(dependencies, demo, showtime, now);
  return { demo, added: missing.length };
}

/** The demo's stations say which one they are, until a device is paired. */
const unpaired = { deviceKeyHash: null, version: null, pairedAt: null, lastSeenAt: null, revokedAt: null };

async function seedSite({ catalog, staff, stations }: Dependencies, demo: DemoCinema, now: Date): Promise<void> {
  await catalog.putCinema({ ...demo.cinema, serialPrefix: 'LC' });
  for (const station of demo.stations) {
    await stations.addUnlessThere({ ...unpaired, ...station, cinemaId: demo.cinema.id });
  }
  for (const movie of demo.movies) await catalog.putMovie(pickMovie(movie));
  for (const { id, number, name, layout } of demo.auditoriums) {
    const auditorium = { id, number, name, cinemaId: demo.cinema.id, seatCount: layout.seats.length };
    await catalog.putAuditorium(auditorium, layout);
  }
  for (const { id, name, username, role, email, pin } of demo.staff) {
    const pinHash = await hashSecret(pin);
    const state = { pinSetAt: now, lastSignInAt: null, disabledAt: null };
    await staff.addUnlessThere({ id, name, username, role, email, pinHash, ...state });
  }
}

function pickMovie({
  id,
  title,
  synopsis,
  runningMinutes,
  ageRating,
  genres,
  releaseYear,
  poster,
  accentColour,
}: DemoCinema['movies'][number]) {
  return { id, title, synopsis, runningMinutes, ageRating, genres, releaseYear, poster, accentColour };
}

async function seedShowtime(
  dependencies: Dependencies,
  demo: DemoCinema,
  showtime: DemoShowtime,
  now: Date,
): Promise<void> {
  const { catalog, claims, orders, audit } = dependencies;
  const auditorium = demo.auditoriums.find(({ id }) => id === showtime.auditoriumId);
  const prices = demo.priceLists.find(({ id }) => id === showtime.priceListId);
  if (!auditorium || !prices) throw new Error(`the demo showtime ${showtime.id} refers to nothing`);
  const plan = seatPlan(auditorium.layout);
  const sold = advanceSales(dependencies.signer, showtime, plan, prices, demo, now);
  await orders.import(sold);
  await claims.import([...sold.flatMap((order) => claimsOf(order, plan)), ...blockedClaims(demo, showtime, plan)]);
  const seatIds = sold.flatMap((order) => order.tickets.map(({ seatId }) => seatId));
  const details = { orders: sold.length, blocked: demo.blockedSeats(showtime.id) };
  await audit.addOnce([
    auditEntry(uuidFromName(`audit ${showtime.id}`, namespace), 'demo.seeded', now, null, {
      showtimeId: showtime.id,
      seatIds,
      details,
    }),
  ]);
  const { currency, prices: list, taxBasisPoints } = prices;
  await catalog.putShowtime({
    id: showtime.id,
    cinemaId: demo.cinema.id,
    movieId: showtime.movieId,
    auditoriumId: showtime.auditoriumId,
    layoutVersion: auditorium.layout.version,
    startsAt: new Date(showtime.startsAt),
    endsAt: new Date(showtime.endsAt),
    formats: showtime.formats,
    spokenLanguage: showtime.spokenLanguage,
    subtitleLanguage: showtime.subtitleLanguage,
    prices: { currency, prices: list, taxBasisPoints },
  });
}

/** Orders that were paid by card before the demo begins, one for each group of seats. */
function advanceSales(
  signer: TicketSigner,
  showtime: DemoShowtime,
  plan: SeatPlan,
  prices: PriceList,
  demo: DemoCinema,
  now: Date,
): readonly Order[] {
  const groups = new Map<number, Seat[]>();
  for (const { seatId, groupNumber } of demo.soldSeats(showtime.id)) {
    groups.set(groupNumber, [...(groups.get(groupNumber) ?? []), seatOf(plan, seatId)]);
  }
  const [seller] = demo.staff;
  if (!seller) throw new Error('the demo has no staff');
  return [...groups].map(([groupNumber, members]) => {
    const id = asId<OrderId>(uuidFromName(`order ${showtime.id} ${groupNumber}`, namespace));
    const tickets = members.map((seat, position) => {
      const serial = `LC-W${id.slice(0, 6).toUpperCase()}-${String(position + 1).padStart(4, '0')}`;
      return advanceTicket(signer, showtime, seat, prices, serial);
    });
    const total = sumMoney(
      tickets.map(({ price }) => price),
      prices.currency,
    );
    // Spread over the day before, so that lists of orders look like a real one.
    const placedAt = new Date(Math.min(now.getTime(), showtime.startsAt) - groupNumber * 11 * 60_000);
    return {
      id,
      code: codeFromBytes(Buffer.from(id.replaceAll('-', ''), 'hex')),
      receiptNumber: `W-${id.slice(0, 8)}`,
      state: 'PAID',
      showtimeId: showtime.id,
      holdId: asId<HoldId>(id),
      fence: 0,
      total,
      tax: includedTax(total, prices.taxBasisPoints),
      taxBasisPoints: prices.taxBasisPoints,
      lines: tickets.map(
        ({ id: _id, serial: _serial, qr: _qr, printCount: _printCount, state: _state, ...line }) => line,
      ),
      payment: { kind: 'CARD', intentId: null, terminalId: null, outcome: 'CAPTURED', card: null, declineReason: null },
      tickets,
      exchange: null,
      contact: null,
      paymentDueAt: null,
      reservedUntil: null,
      placedAt,
      paidAt: placedAt,
      placedBy: { staffId: seller.id, name: seller.name },
      stationId: null,
      shiftId: null,
    };
  });
}

function advanceTicket(
  signer: TicketSigner,
  showtime: DemoShowtime,
  seat: Seat,
  prices: PriceList,
  serial: string,
): Ticket {
  const price = priceOf(prices, 'ADULT', seat.kind);
  if (!price) throw new Error(`the price list has no adult price for ${seat.kind}`);
  const qr = signer.qr({ serial, showtimeId: showtime.id, seatId: seat.id });
  return { ...lineFor(seat, 'ADULT', price), id: asId<TicketId>(uuid()), serial, qr, printCount: 1, state: 'VALID' };
}

function claimsOf(order: Order, plan: SeatPlan) {
  return order.tickets.map(({ seatId }) => ({
    showtimeId: order.showtimeId,
    seatId,
    seatIndex: seatOf(plan, seatId).index,
    state: 'BOOKED' as const,
    orderId: order.id,
    holdId: order.holdId,
    fence: order.fence,
    lockedUntil: null,
  }));
}

function blockedClaims(demo: DemoCinema, showtime: DemoShowtime, plan: SeatPlan) {
  return demo.blockedSeats(showtime.id).map((seatId) => ({
    showtimeId: showtime.id,
    seatId,
    seatIndex: seatOf(plan, seatId).index,
    state: 'BLOCKED' as const,
    orderId: null,
    holdId: null,
    fence: 0,
    lockedUntil: null,
  }));
}
