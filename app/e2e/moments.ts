import type { Page } from '@playwright/test';
import type { PlaceName } from './seats.ts';

/** When something happens in a page, ms since 1970 by the machine's clock, which all windows share. */
export type Moment = () => Promise<number>;

/** Looks out, from now on, for a place of the map to get a status, such as "Held". */
export async function seatBecomes(page: Page, { row, number }: PlaceName, status: string): Promise<Moment> {
  const seen = await page.evaluateHandle(
    ([beginning, ending]) => {
      const isIt = (label: string | null) => label?.startsWith(beginning) === true && label.endsWith(ending);
      const place = [...document.querySelectorAll('[data-place]')].find((each) =>
        each.getAttribute('aria-label')?.startsWith(beginning),
      );
      if (!place) throw new Error(`the map has no ${beginning}`);
      return {
        at: new Promise<number>((resolve) => {
          const observer = new MutationObserver(() => {
            if (!isIt(place.getAttribute('aria-label'))) return;
            observer.disconnect();
            resolve(Date.now());
          });
          observer.observe(place, { attributeFilter: ['aria-label'] });
        }),
      };
    },
    [`Row ${row} seat ${number}, `, `, ${status}`] as const,
  );
  return () => seen.evaluate(({ at }) => at);
}

/** Looks out for the next press on the page. */
export async function pressed(page: Page): Promise<Moment> {
  const seen = await page.evaluateHandle(() => ({
    at: new Promise<number>((resolve) => {
      window.addEventListener('click', () => resolve(Date.now()), { capture: true, once: true });
    }),
  }));
  return () => seen.evaluate(({ at }) => at);
}
