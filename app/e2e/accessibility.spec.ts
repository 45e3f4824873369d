import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { everyScreen } from './screens.ts';
import { followSystemTheme, themes, wear } from './themes.ts';

/** What a person with a disability would be stopped by. */
const serious: ReadonlySet<string> = new Set(['serious', 'critical']);

/** One line for each finding: its rule, where it is and what stands there. */
async function findings(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    // Electron has no pages beside the windows of the program, in which axe would put its findings together.
    .setLegacyMode()
    // React Aria speaks through it, for moments, of buttons that may be gone by then.
    .exclude('[data-live-announcer]')
    .analyze();
  return violations
    .filter(({ impact }) => impact && serious.has(impact))
    .flatMap(({ id, impact, nodes }) =>
      nodes.map(({ target, html }) => `${impact} ${id}: ${target.join(' ')} ${html}`),
    );
}

test('no screen stops anybody, in the dark or in the light', async ({ ownOffice, openStation }) => {
  test.setTimeout(180_000);
  const station = await openStation(1, { at: ownOffice });
  await followSystemTheme(station);
  const found: string[] = [];
  const seen: string[] = [];
  for await (const screen of everyScreen(station, ownOffice)) {
    seen.push(screen);
    for (const theme of themes) {
      await wear(station.page, theme);
      found.push(...(await findings(station.page)).map((finding) => `${screen}, ${theme}: ${finding}`));
    }
  }
  expect(found).toEqual([]);
  expect(seen).toEqual(expect.arrayContaining(['sign-in', 'shift', 'board', 'sale', 'sold', 'orders']));
});
