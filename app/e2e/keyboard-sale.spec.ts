import type { Page } from '@playwright/test';
import { expect, test, type BoxOffice } from './fixtures.ts';
import type { Station } from './station.ts';

/** A keyboard that counts. Nothing in these tests touches the mouse. */
class Keyboard {
  presses = 0;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#page.keyboard.press(key);
    this.presses += keys.length;
  }

  /** Presses a key again and again until it had the wanted effect. */
  async pressUntil(key: string, isThere: () => Promise<boolean>): Promise<void> {
    while (!(await isThere())) await this.press(key);
  }
}

/** Signs in and, the first time, opens the shift; then moves to the showtime that is to be sold. */
async function toTheBoard(station: Station, keys: Keyboard, { cashier, showing }: BoxOffice): Promise<void> {
  const chosen = station.people.filter({ hasText: cashier.name });
  await keys.pressUntil('ArrowDown', async () => (await chosen.getAttribute('aria-checked')) === 'true');
  await keys.press(...cashier.pin, 'Enter');
  if ((await station.whatFollowsSignIn()) === 'shift') await keys.press(...'20000', 'Enter');
  await station.board.waitFor();
  for (let day = station.daysUntil(showing); day > 0; day -= 1) await keys.press('ArrowRight');
  await station.rowOf(showing).waitFor();
  await keys.pressUntil('ArrowDown', () => station.chosenRow(showing).isVisible());
}

test('five keys sell two tickets, from the board to the next guest', async ({ office, openStation }) => {
  const station = await openStation(1);
  await toTheBoard(station, new Keyboard(station.page), office);

  const keys = new Keyboard(station.page);
  await keys.press('Enter');
  await station.map.waitFor();
  await keys.press('b');
  await expect(station.removeButtons).toHaveCount(2);
  await expect(station.pay).toBeEnabled();
  await keys.press('3');
  await expect(station.tender.getByRole('radio').nth(2)).toBeChecked();
  await keys.press('Enter');
  const code = await station.soldCode();
  await station.printed(2);
  await keys.press('Enter');
  await expect(station.board).toBeVisible();

  expect(keys.presses).toBe(5);
  const order = await office.api.order(code);
  expect(order.state).toBe('PAID');
  expect(order.tickets).toHaveLength(2);
});

test('seats and ticket types are chosen on the map by keyboard', async ({ office, openStation }) => {
  const station = await openStation(1);
  const keys = new Keyboard(station.page);
  await toTheBoard(station, keys, office);
  await keys.press('Enter');
  await station.map.waitFor();

  await keys.pressUntil('Tab', () => station.map.locator(':focus').isVisible());
  const focused = () => station.map.locator(':focus').getAttribute('aria-label');
  for (let taken = 0; taken < 2; taken += 1) {
    await keys.pressUntil('ArrowRight', async () => (await focused())?.endsWith(', Standard, Free') === true);
    await keys.press('Space');
    await expect(station.removeButtons).toHaveCount(taken + 1);
  }
  await expect(station.pay).toBeEnabled();
  await keys.press('a', 'c');
  await expect(station.order.getByRole('radio', { name: 'Child' }).nth(1)).toBeChecked();
  await keys.press('Enter');
  const order = await office.api.order(await station.soldCode());
  expect(order.tickets.map(({ ticketType }) => ticketType)).toEqual(['ADULT', 'CHILD']);
});
