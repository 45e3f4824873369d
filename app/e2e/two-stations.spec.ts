import { expect, test, type BoxOffice } from './fixtures.ts';
import { pressed, seatBecomes } from './moments.ts';
import { printedFiles } from './printed-files.ts';
import { freeNeighbours } from './seats.ts';
import type { Station } from './station.ts';
import { readCode, verifiedClaim } from './ticket-codes.ts';

/** What one sale of two tickets leaves behind, once each unless said otherwise. */
const factsOfSale = {
  'hold.placed': 1,
  'hold.changed': 1,
  'hold.locked': 1,
  'order.placed': 1,
  'order.paid': 1,
  'ticket.issued': 2,
  'seats.booked': 1,
  'ticket.printed': 2,
};

test('a hold shows at once elsewhere, and the sale ends with tickets that verify', async ({ office, openStation }) => {
  const { url, showing } = office;
  const [first, second] = [await openStation(1), await openStation(2)];
  await first.begin(office.cashier);
  await second.begin(office.manager);
  await first.choose(showing);
  await second.choose(showing);
  const seats = await freeNeighbours(url, showing.id, 2);
  const begun = new Date();

  for (const seat of seats) {
    const [pressedAt, seenAt] = [await pressed(first.page), await seatBecomes(second.page, seat, 'Held')];
    await first.take([seat]);
    const milliseconds = (await seenAt()) - (await pressedAt());
    test.info().annotations.push({ type: 'hold of one station seen on another', description: `${milliseconds} ms` });
    expect(milliseconds).toBeLessThan(1_000);
  }

  await first.handOver('€50');
  const code = await first.sell();
  await first.printed(2);
  for (const seat of seats) await expect(second.seatThatIs(seat, 'Sold')).toBeVisible();
  await expectTicketsThatVerify(office, first, code);
  await expectFactsOfSale(office, code, begun);
});

async function expectTicketsThatVerify({ url, api }: BoxOffice, station: Station, code: string): Promise<void> {
  const { tickets, showtime } = await api.order(code);
  const pictures = printedFiles(station.printDirectory, '.png');
  const scanned = await Promise.all(pictures.map((file) => readCode(station.page, file)));
  expect(scanned).toEqual(tickets.map(({ qr }) => qr));
  const claims = await Promise.all(scanned.map((each) => verifiedClaim(url, each)));
  expect(claims).toEqual(tickets.map(({ serial, seatId }) => ({ serial, seatId, showtimeId: showtime.id })));
  // Another seat on the same signature is a forgery.
  const [genuine = ''] = scanned;
  const [head, payload = '', signature] = genuine.split('.');
  const forged = Buffer.from(payload, 'base64url')
    .toString()
    .replace(/\d+"\]$/, '99"]');
  expect(
    await verifiedClaim(url, [head, Buffer.from(forged).toString('base64url'), signature].join('.')),
  ).toBeUndefined();
}

/** Hold events reach the audit by a stream, prints by the station's report: both a moment later. */
async function expectFactsOfSale({ api, showing }: BoxOffice, code: string, begun: Date): Promise<void> {
  const { id: orderId, tickets } = await api.order(code);
  const seatIds = new Set(tickets.map((ticket) => ticket.seatId));
  const counted = async () => {
    const entries = await api.auditEntries({ showtimeId: showing.id, from: begun.toISOString() });
    const own = entries.filter((entry) => entry.seatIds.some((seatId) => seatIds.has(seatId)));
    expect(own.every((entry) => entry.orderId === null || entry.orderId === orderId)).toBe(true);
    return Object.fromEntries(
      Object.keys(factsOfSale).map((action) => [action, own.filter((entry) => entry.action === action).length]),
    );
  };
  await expect.poll(counted).toEqual(factsOfSale);
}
