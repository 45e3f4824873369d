import { BrowserWindow } from 'electron';
import type { EventChannel, EventChannels } from '#shared/ipc/channels.ts';
import { isAppUrl } from '../security/app-url.ts';

/** Tells every window of the station; one that shows anything else (or is gone) hears nothing. */
export function emit<Channel extends EventChannel>(channel: Channel, event: EventChannels[Channel]): void {
  for (const { webContents } of BrowserWindow.getAllWindows()) {
    if (!webContents.isDestroyed() && isAppUrl(webContents.getURL())) webContents.send(channel, event);
  }
}
