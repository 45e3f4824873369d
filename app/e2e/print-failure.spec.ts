import { startPrinterEmulator, type PrinterEmulator } from '../main/printing/testing/printer-emulator.ts';
import { expect, test as base, type BoxOffice } from './fixtures.ts';
import { pictureFile } from './screens.ts';
import { freeNeighbours } from './seats.ts';
import type { Station } from './station.ts';
import { scan } from './ticket-codes.ts';

const test = base.extend<{ printer: PrinterEmulator }>({
  printer: async ({}, use) => {
    const printer = await startPrinterEmulator();
    await use(printer);
    await printer.close();
  },
});

async function sellTwo(station: Station, { url, showing }: BoxOffice): Promise<string> {
  await station.choose(showing);
  await station.take(await freeNeighbours(url, showing.id, 2));
  return station.sell();
}

test('out of paper: it says so, prints only what is missing, and the sale stands', async ({
  office,
  openStation,
  printer,
}, testInfo) => {
  const { api } = office;
  const station = await openStation(1, { env: { FOYER_PRINTER: `tcp://127.0.0.1:${printer.port}` } });
  await station.begin(office.cashier);
  await sellTwo(station, office);
  await station.printed(2);
  const [ticket] = printer.receipts;
  await station.nextGuest();

  // There is paper for one ticket and a half.
  printer.setPaper(Math.round((ticket?.height ?? 0) * 1.5));
  const code = await sellTwo(station, office);
  await expect(station.tickets.getByText('Not printed: it is out of paper')).toHaveCount(1);
  await expect(station.tickets.getByText('Printed', { exact: true })).toHaveCount(1);
  await station.screenshot(pictureFile(testInfo, 'sold-out-of-paper'));
  const sold = await api.order(code);
  expect(sold.state).toBe('PAID');
  await expect.poll(() => printCounts(office, code)).toEqual([1, 0]);
  await expect.poll(() => printFacts(office, sold.id)).toEqual(['ticket.print_failed', 'ticket.printed']);
  const before = printer.receipts.length;

  printer.refill();
  await station.tickets.getByRole('button', { name: /^Print again/ }).click();
  await station.printed(2);
  // The torn half is cut off first; it has no code that a door would take.
  const [first, missing] = sold.tickets;
  expect(printer.receipts.slice(before - 1).map(scan)).toEqual([first?.qr, undefined, missing?.qr]);
  await expect.poll(() => printCounts(office, code)).toEqual([1, 1]);
  await expect
    .poll(() => printFacts(office, sold.id))
    .toEqual(['ticket.print_failed', 'ticket.printed', 'ticket.printed']);
  const { tickets: _now, ...after } = await api.order(code);
  const { tickets: _then, ...asSold } = sold;
  expect(after).toEqual(asSold);
  expect(printer.unknown).toEqual([]);
});

test('no printer at all: the sale is made, and its tickets come out when there is one', async ({
  office,
  openStation,
  printer,
}) => {
  printer.openCover();
  const station = await openStation(1, { env: { FOYER_PRINTER: `tcp://127.0.0.1:${printer.port}` } });
  await station.begin(office.cashier);
  const code = await sellTwo(station, office);
  await expect(station.tickets.getByText('Not printed: its cover is open')).toHaveCount(2);
  printer.closeCover();
  await station.page.getByRole('button', { name: 'Print all again' }).click();
  await station.printed(2);
  expect(printer.receipts).toHaveLength(2);
  await expect.poll(() => printCounts(office, code)).toEqual([1, 1]);
});

/** The station reports how each print ended. */
async function printCounts({ api }: BoxOffice, code: string): Promise<readonly number[]> {
  return (await api.order(code)).tickets.map(({ printCount }) => printCount);
}

async function printFacts({ api }: BoxOffice, orderId: string): Promise<readonly string[]> {
  const entries = await api.auditEntries({ orderId });
  return entries
    .map(({ action }) => action)
    .filter((action) => /^ticket\.(re)?print/.test(action))
    .toSorted();
}
