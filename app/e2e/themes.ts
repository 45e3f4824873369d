import type { Page } from '@playwright/test';

export const themes = ['dark', 'light'] as const;
export type Theme = (typeof themes)[number];

/** Dresses the page as the key F9 does where that key works, and ends every transition at once. */
export async function wear(page: Page, theme: Theme): Promise<void> {
  await page.evaluate((chosen) => {
    document.documentElement.dataset['theme'] = chosen;
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) animation.finish();
    }
  }, theme);
}
