import type { PrintJob, ReceiptDocument, TicketDocument } from '#shared/domain/print.ts';

const euro = (amount: number) => ({ amount, currency: 'EUR' });

/** As long as a signed ticket's text is. */
export const sampleQr = `F1.WyJMQy0xMTgtMDQzMSIsIjY3M2YxYzhhLTE5MTUiLCJGMTAiXQ.${'q7Zb'.repeat(21)}Qw`;

export function sampleTicket(changes: Partial<TicketDocument> = {}): TicketDocument {
  return {
    kind: 'ticket',
    ticketId: 'ticket-1',
    cinemaName: 'Lumière Central',
    movieTitle: 'Perihelion',
    details: ['Laser 3D', 'English', 'French subtitles', 'from 12 years'],
    startsAt: '2026-11-21T18:15:00.000Z',
    timeZone: 'Europe/Paris',
    auditoriumNumber: 1,
    auditoriumName: 'Grande Salle',
    row: 'F',
    seat: 10,
    ticketTypeName: 'Adult',
    seatKindName: 'standard seat',
    price: euro(1350),
    orderCode: 'Q3RT9NXF',
    serial: 'LC-118-0431',
    qr: sampleQr,
    stationName: 'Counter 2',
    cashierName: 'M. Oliveira',
    printNumber: 1,
    position: { number: 1, of: 2 },
    ...changes,
  };
}

export function sampleReceipt(changes: Partial<ReceiptDocument> = {}): ReceiptDocument {
  return {
    kind: 'receipt',
    cinemaName: 'Lumière Central',
    address: '14 place de la Gare, 67000 Strasbourg',
    vatId: 'FR 40 123 456 824',
    receiptNumber: '2026-041 733',
    issuedAt: '2026-11-21T17:43:00.000Z',
    timeZone: 'Europe/Paris',
    stationName: 'Counter 2',
    cashierName: 'M. Oliveira',
    sections: [
      {
        showtime: { movieTitle: 'Perihelion', startsAt: '2026-11-21T18:15:00.000Z', auditoriumName: 'Grande Salle' },
        lines: [
          { kind: 'seat', ticketTypeName: 'Adult', row: 'F', seat: 10, amount: euro(1350) },
          { kind: 'seat', ticketTypeName: 'Student', row: 'F', seat: 11, amount: euro(1000) },
          { kind: 'item', name: '3D glasses', quantity: 2, unitPrice: euro(100), amount: euro(200) },
        ],
      },
    ],
    total: euro(2550),
    tender: { kind: 'cash', received: euro(5000), change: euro(2450) },
    vat: [
      { rateBasisPoints: 550, net: euro(2227), vat: euro(123), gross: euro(2350) },
      { rateBasisPoints: 2000, net: euro(167), vat: euro(33), gross: euro(200) },
    ],
    orderCode: 'Q3RT9NXF',
    note: 'Show it to change or return tickets, up to 30 minutes before the film.',
    ...changes,
  };
}

/** A job of `documents`; by default the two tickets and the receipt of one sale. */
export function sampleJob(changes: Partial<PrintJob> = {}): PrintJob {
  const second = sampleTicket({
    ticketId: 'ticket-2',
    seat: 11,
    serial: 'LC-118-0432',
    position: { number: 2, of: 2 },
  });
  return {
    jobId: 'job-1',
    orderId: 'order-1',
    orderCode: 'Q3RT9NXF',
    createdAt: '2026-11-21T17:43:00.000Z',
    copies: 'ORIGINAL',
    locale: 'en',
    documents: [sampleTicket(), second, sampleReceipt()],
    ...changes,
  };
}

/** A job of so many tickets and nothing else. */
export function ticketsJob(count: number, jobId = 'job-1'): PrintJob {
  return sampleJob({
    jobId,
    documents: Array.from({ length: count }, (_, index) =>
      sampleTicket({ ticketId: `ticket-${index + 1}`, seat: index + 1, position: { number: index + 1, of: count } }),
    ),
  });
}
