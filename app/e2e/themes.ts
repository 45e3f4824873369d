import { expect, type Page } from '@playwright/test';
import type { Station } from './station.ts';

export const themes = ['dark', 'light'] as const;
export type Theme = (typeof themes)[number];

/** Lets the station follow the system's theme from now on. Begins it anew, so nobody may have signed in yet. */
export async function followSystemTheme({ page, people }: Station): Promise<void> {
  await page.evaluate(() => window.foyer.invoke('station.saveSettings', { theme: 'system' }));
  await page.reload();
  await people.first().waitFor();
}

/** Changes the system's theme, and waits until the station wears it and every transition is over. */
export async function wear(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) animation.finish();
    }
  });
}
