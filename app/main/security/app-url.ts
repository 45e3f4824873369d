import { appOrigin } from './app-origin.ts';

/** Whether an address belongs to the station's own page. Compares text: `URL.origin` is "null" for custom schemes. */
export function isAppUrl(url: string): boolean {
  return url === appOrigin || url.startsWith(`${appOrigin}/`);
}
