import {
  asId,
  type AuditoriumId,
  type CinemaId,
  type HoldId,
  type MovieId,
  type OrderId,
  type SeatId,
  type ShowtimeId,
  type StaffId,
  type TicketId,
} from '#shared/domain/ids.ts';
import { money } from '#shared/domain/money.ts';
import type { Order, Ticket } from '../../../domain/order.ts';
import { generateTicketKey, TicketSigner } from '../../ticket-signer.ts';
import type { MailSubject } from '../mail-content.ts';

export const sampleSigner = new TicketSigner(generateTicketKey());

const showtimeId = asId<ShowtimeId>('7f0c1a52-3f2f-4a8e-9f3e-5a1d2b3c4d5e');

function ticket(number: number, ticketType: string, amount: number): Ticket {
  const seatId = asId<SeatId>(`D${number}`);
  const serial = `LC-12-000${number}`;
  return {
    id: asId<TicketId>(`ticket-${number}`),
    serial,
    seatId,
    row: 'D',
    number,
    seatKind: 'STANDARD',
    ticketType,
    price: money(amount, 'EUR'),
    qr: sampleSigner.qr({ serial, showtimeId, seatId }),
    printCount: 0,
    state: 'VALID',
  };
}

/** A paid order of three tickets, one of which was given back. */
export function sampleSubject(overrides: Partial<Order> = {}): MailSubject {
  const tickets: readonly Ticket[] = [
    ticket(7, 'ADULT', 1_350),
    ticket(8, 'CHILD', 750),
    { ...ticket(9, 'ADULT', 1_350), state: 'RETURNED' },
  ];
  const placedAt = new Date('2026-11-20T17:00:00Z');
  const cinemaId = asId<CinemaId>('lumiere');
  return {
    order: {
      id: asId<OrderId>('order-1'),
      code: 'Q3RT9NXF',
      receiptNumber: '12-0001',
      state: 'PARTIALLY_REFUNDED',
      showtimeId,
      holdId: asId<HoldId>('hold-1'),
      fence: 1,
      total: money(3_450, 'EUR'),
      tax: money(180, 'EUR'),
      taxBasisPoints: 550,
      lines: tickets,
      payment: { kind: 'CASH', received: money(3_500, 'EUR'), changeDue: money(50, 'EUR') },
      tickets,
      exchange: null,
      contact: { email: 'guest@mail.test', locale: 'en' },
      placedAt,
      paidAt: placedAt,
      paymentDueAt: null,
      reservedUntil: new Date('2026-11-21T17:30:00Z'),
      placedBy: { staffId: asId<StaffId>('staff-1'), name: 'Ada' },
      stationId: null,
      shiftId: null,
      ...overrides,
    },
    refunds: [
      {
        id: 'refund-1',
        orderId: asId<OrderId>('order-1'),
        kind: 'REFUND',
        state: 'PENDING',
        tender: 'CARD',
        fund: { tender: 'CARD', intentId: 'intent-1', amount: money(1_350, 'EUR') },
        ticketIds: [asId<TicketId>('ticket-9')],
        reason: 'ill',
        requestedBy: 'Ada',
        approvedBy: null,
        requestedAt: placedAt,
        settledAt: null,
        shiftId: null,
      },
    ],
    showtime: {
      id: showtimeId,
      cinemaId,
      movieId: asId<MovieId>('movie-1'),
      auditoriumId: asId<AuditoriumId>('auditorium-3'),
      layoutVersion: 1,
      startsAt: new Date('2026-11-21T18:15:00Z'),
      endsAt: new Date('2026-11-21T20:15:00Z'),
      formats: ['2D', 'Dolby Atmos'],
      spokenLanguage: 'en',
      subtitleLanguage: null,
      prices: { currency: 'EUR', taxBasisPoints: 550, prices: [] },
    },
    movie: {
      id: asId<MovieId>('movie-1'),
      title: 'The Lighthouse & the <Storm>',
      synopsis: '',
      runningMinutes: 120,
      ageRating: null,
      genres: [],
      releaseYear: 2026,
      poster: '',
      accentColour: '#000000',
    },
    auditorium: { id: asId<AuditoriumId>('auditorium-3'), cinemaId, number: 3, name: 'Salle Lumière', seatCount: 200 },
    cinema: {
      id: cinemaId,
      name: 'Lumière Cinema',
      serialPrefix: 'LC',
      address: '12 Quai de la Gare, 75013 Paris',
      taxId: 'FR 1',
      timeZone: 'Europe/Paris',
      currency: 'EUR',
    },
  };
}
