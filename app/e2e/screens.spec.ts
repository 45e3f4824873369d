import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { everyScreen } from './screens.ts';
import { themes, wear } from './themes.ts';

/** The counter's usual monitor, and a large one. */
const sizes = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
] as const;

test('every screen at both sizes, in the dark and in the light', async ({ ownOffice, openStation }, testInfo) => {
  test.setTimeout(240_000);
  const folder = path.join(testInfo.project.outputDir, '../screens');
  const station = await openStation(1, { at: ownOffice });
  for await (const screen of everyScreen(station, ownOffice)) {
    for (const size of sizes) {
      await station.page.setViewportSize(size);
      expect.soft(await overflow(station.page), `${screen} at ${size.width}`).toEqual([]);
      for (const theme of themes) {
        await wear(station.page, theme);
        await station.screenshot(path.join(folder, `${screen}-${size.width}-${theme}.png`));
      }
    }
    await station.page.setViewportSize(sizes[0]);
    await wear(station.page, 'dark');
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
