import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { everyScreen, pictureFile } from './screens.ts';
import { followSystemTheme, themes, wear } from './themes.ts';

/** The counter's usual monitor, and a large one. */
const sizes = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
] as const;

test('every screen at both sizes, in the dark and in the light', async ({ ownOffice, openStation }, testInfo) => {
  test.setTimeout(240_000);
  const station = await openStation(1, { at: ownOffice });
  await followSystemTheme(station);
  const { page } = station;
  for await (const screen of everyScreen(station, ownOffice)) {
    for (const size of sizes) {
      await page.setViewportSize(size);
      // Nothing is hovered.
      await page.mouse.move(0, 0);
      expect.soft(await overflow(page), `${screen} at ${size.width}`).toEqual([]);
      for (const theme of themes) {
        await wear(page, theme);
        await station.screenshot(pictureFile(testInfo, `${screen}-${size.width}-${theme}`));
      }
    }
    await page.setViewportSize(sizes[0]);
  }
});

/** What is wider than the window: nothing of a counter's screen may have to be scrolled to sideways. */
function overflow(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [document.documentElement, document.body]
      .filter((element) => element.scrollWidth > element.clientWidth)
      .map((element) => `${element.tagName} ${element.scrollWidth} > ${element.clientWidth}`),
  );
}
