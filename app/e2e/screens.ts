import path from 'node:path';
import type { TestInfo } from '@playwright/test';
import type { BoxOffice } from './fixtures.ts';
import { freeNeighbours } from './seats.ts';
import type { Station } from './station.ts';

/** Walks a station of a new box office through all of its screens, and stops at each with its name. */
export async function* everyScreen(station: Station, office: BoxOffice): AsyncGenerator<string> {
  const { page } = station;
  yield 'sign-in';
  await station.signIn(office.cashier);
  await station.page.getByRole('heading', { name: 'Open your shift' }).waitFor();
  yield 'shift';
  await station.openShift(200);
  yield 'board';
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  yield 'shortcuts';
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  yield* sale(station, office);
  await page.keyboard.press('F2');
  await page.getByRole('heading', { name: 'Orders of today' }).waitFor();
  await page.getByRole('list', { name: 'Orders' }).getByRole('listitem').first().waitFor();
  yield 'orders';
  await page.keyboard.press('F10');
  await page.getByRole('heading', { name: 'Locked' }).waitFor();
  yield 'locked';
}

async function* sale(station: Station, { url, showing }: BoxOffice): AsyncGenerator<string> {
  await station.choose(showing);
  yield 'sale-empty';
  await station.take(await freeNeighbours(url, showing.id, 2));
  await station.handOver('€50');
  yield 'sale';
  await station.page.keyboard.press('o');
  await station.page.getByRole('dialog').waitFor();
  yield 'sale-other-amount';
  await station.page.keyboard.press('Escape');
  await station.page.getByRole('dialog').waitFor({ state: 'detached' });
  await station.page.keyboard.press('p');
  await station.board.waitFor();
  yield 'board-parked';
  await station.page.getByRole('button', { name: /^Go on with / }).click();
  await station.sell();
  await station.printed(2);
  yield 'sold';
  await station.nextGuest();
}

/** Where the picture of a screen goes, so that somebody can look at all of them after a run. */
export function pictureFile({ project }: TestInfo, name: string): string {
  return path.join(project.outputDir, '../screens', `${name}.png`);
}
