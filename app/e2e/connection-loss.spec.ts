import { expect, test } from './fixtures.ts';
import { pictureFile } from './screens.ts';
import { freeNeighbours } from './seats.ts';
import { apiProcessId, type Stack } from './stack.ts';

test.skip(process.platform === 'win32', 'stops a process for a while, which Windows cannot do');

/** Kills the API and keeps the stack from starting it again. */
function takeAway(stack: Stack): void {
  const pid = apiProcessId(stack);
  stack.process.kill('SIGSTOP');
  process.kill(pid, 'SIGKILL');
}

/** Lets the stack notice. It starts the API again where it was. */
function giveBack(stack: Stack): void {
  stack.process.kill('SIGCONT');
}

test('the server goes away in a sale: the order stays, and the sale is made once when it is back', async ({
  office: { stack, cashier, url, showing, api },
  openStation,
}, testInfo) => {
  const station = await openStation(1);
  await station.begin(cashier);
  await station.choose(showing);
  const seats = await freeNeighbours(url, showing.id, 2);
  await station.take(seats);
  const total = await station.total.textContent();

  takeAway(stack);
  await expect(station.banners.filter({ hasText: 'No connection to the server.' })).toBeVisible();
  await expect(station.page.getByRole('timer', { name: 'Server away' })).toBeVisible();
  await expect(station.removeButtons).toHaveCount(2);
  await expect(station.total).toHaveText(total ?? '');
  for (const seat of seats) await expect(station.seatThatIs(seat, 'This order')).toBeVisible();

  await station.pay.click();
  await expect(station.banners.filter({ hasText: 'The server did not answer.' })).toBeVisible();
  await expect(station.order.getByRole('button', { name: 'Ask the server again' })).toBeVisible();
  await expect(station.removeButtons).toHaveCount(2);
  await station.screenshot(pictureFile(testInfo, 'sale-server-away'));

  giveBack(stack);
  const code = await station.soldCode();
  await station.printed(2);
  await expect(station.banners.filter({ hasText: 'No connection' })).toHaveCount(0);
  for (const { id } of seats) expect(await api.ordersWithSeat(showing.id, id)).toEqual([code]);
});

test('the answer to the payment gets lost: the sale is made once', async ({ office, openStation }) => {
  const { cashier, url, showing, api } = office;
  const station = await openStation(1);
  await station.begin(cashier);
  await station.choose(showing);
  const seats = await freeNeighbours(url, showing.id, 2);
  await station.take(seats);
  const bodies: string[] = [];
  await station.page.route(url, async (route) => {
    const body = route.request().postData() ?? '';
    if (!body.includes('PlaceOrder')) return route.fallback();
    bodies.push(body);
    if (bodies.length > 1) return route.fallback();
    // The server sells; the station never hears of it.
    await route.fetch();
    return route.abort();
  });

  const code = await station.sell();
  expect(bodies).toHaveLength(2);
  expect(bodies[1]).toBe(bodies[0]);
  for (const { id } of seats) expect(await api.ordersWithSeat(showing.id, id)).toEqual([code]);
});

test('without an order, the board comes back by itself', async ({ office: { stack, cashier }, openStation }) => {
  const station = await openStation(1);
  await station.begin(cashier);
  await expect(station.statusBar.getByText('Live', { exact: true })).toBeVisible();
  takeAway(stack);
  await expect(station.banners.filter({ hasText: 'No connection to the server.' })).toBeVisible();
  await expect(station.statusBar.getByText(/^(Reconnecting|No connection)$/)).toBeVisible();
  await expect(station.board).toBeVisible();
  giveBack(stack);
  await expect(station.statusBar.getByText('Live', { exact: true })).toBeVisible();
  await expect(station.banners.filter({ hasText: 'No connection' })).toHaveCount(0);
});
