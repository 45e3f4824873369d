import type { OrderFieldsFragment, TicketFieldsFragment } from '../../../graphql/generated/operations.ts';
import type { PrintContext } from '../ticket-job.ts';

const euros = (amount: number) => ({ __typename: 'Money', amount, currency: 'EUR' }) as const;

export const ticket = (number: number): TicketFieldsFragment => ({
  __typename: 'Ticket',
  id: `ticket${number}`,
  serial: `LC-118-${number}`,
  seatId: `F${number}`,
  row: 'F',
  number,
  seatKind: 'STANDARD',
  ticketType: 'ADULT',
  price: euros(1_350),
  qr: 'F1.payload.signature',
  printCount: 0,
});

/** Two seats for €27, paid with a note of fifty. */
export const order: OrderFieldsFragment = {
  __typename: 'Order',
  id: 'order',
  code: 'Q3RT9NXF',
  receiptNumber: 'R-1',
  state: 'PAID',
  nextStates: [],
  total: euros(2_700),
  tax: euros(141),
  tender: 'CASH',
  cashReceived: euros(5_000),
  changeDue: euros(2_300),
  tickets: [ticket(10), ticket(11)],
  placedAt: '2026-11-21T17:43:00.000Z',
  placedBy: 'Marta Oliveira',
  station: 'Counter 2',
  showtime: {
    __typename: 'Showtime',
    id: 'showtime',
    cinemaId: 'cinema',
    startsAt: '2026-11-21T18:15:00.000Z',
    endsAt: '2026-11-21T20:36:00.000Z',
    salesCloseAt: '2026-11-21T18:45:00.000Z',
    formats: ['Laser', '3D'],
    spokenLanguage: 'en',
    subtitleLanguage: 'fr',
    movie: {
      __typename: 'Movie',
      id: 'perihelion',
      title: 'Perihelion',
      runningMinutes: 141,
      ageRating: 12,
      genres: ['Science fiction'],
      poster: 'perihelion.svg',
      accentColour: '#f89a2e',
    },
    auditorium: { __typename: 'Auditorium', id: 'a1', number: 1, name: 'Grande Salle', seatCount: 240 },
    prices: { __typename: 'PriceList', currency: 'EUR', taxBasisPoints: 550, ticketTypes: ['ADULT'], prices: [] },
    availability: { __typename: 'Availability', total: 240, free: 147 },
  },
};

export const context: PrintContext = {
  cinema: { name: 'Lumière Central', address: 'Place de la Gare', taxId: 'FR 40', timeZone: 'Europe/Paris' },
  stationName: 'Counter 2',
  cashierName: 'Marta Oliveira',
  locale: 'en-GB',
  words: { ticketType: () => 'Adult', seatKind: () => 'Standard', details: () => ['Laser 3D'] },
  createdAt: '2026-11-21T17:43:00.000Z',
  newId: () => '0189d3f2-aaaa-7bbb-8ccc-dddddddddddd',
};
