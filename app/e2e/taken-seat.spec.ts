import { expect, test } from './fixtures.ts';
import { pictureFile } from './screens.ts';
import { freeNeighbours } from './seats.ts';

test('a seat that another station takes in the same moment is named; the others stay', async ({
  office: { cashier, manager, url, showing },
  openStation,
}, testInfo) => {
  const [first, second] = [await openStation(1), await openStation(2)];
  await first.begin(cashier);
  await second.begin(manager);
  await first.choose(showing);
  await second.choose(showing);
  const [kept, contested] = await freeNeighbours(url, showing.id, 2);
  if (!kept || !contested) throw new Error('two seats were asked for');
  await first.take([kept]);

  // Both have pressed; the other's request is the first to arrive.
  await first.page.route(url, async (route) => {
    if (route.request().postData()?.includes('ChangeHold')) await second.take([contested]);
    return route.fallback();
  });
  await first.seat(contested).click();

  const banner = first.banners.filter({ hasText: `${contested.id} was just taken.` });
  await expect(banner).toContainText(`${kept.id} is still yours.`);
  await expect(first.seatThatIs(kept, 'This order')).toBeVisible();
  await expect(first.seatThatIs(contested, 'Held')).toBeVisible();
  await expect(first.removeButtons).toHaveCount(1);
  await expect(second.seatThatIs(contested, 'This order')).toBeVisible();
  await expect(first.pay).toBeEnabled();
  await first.screenshot(pictureFile(testInfo, 'sale-seat-taken'));
  await first.sell();
});
