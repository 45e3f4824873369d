import { app } from 'electron';
import log from 'electron-log/main';
import { isAppUrl } from './app-url.ts';

/** Keeps every window on the station's own page: no other address, no new window, no embedded browser. */
export function setupNavigationGuard(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-frame-navigate', (details) => {
      if (isAppUrl(details.url)) return;
      details.preventDefault();
      log.warn(`Refused to navigate to ${printable(details.url)}`);
    });
    contents.on('will-redirect', (details) => {
      if (!isAppUrl(details.url)) details.preventDefault();
    });
    contents.setWindowOpenHandler(({ url }) => {
      log.warn(`Refused to open a window for ${printable(url)}`);
      return { action: 'deny' };
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

/** An address without its query, which may carry secrets. */
function printable(url: string): string {
  return url.replace(/[?#].*$/s, '').slice(0, 200);
}
