import type { IpcMainInvokeEvent } from 'electron';
import { isAppUrl } from '../security/app-url.ts';

/** Whether a call comes from the top frame of the station's own page; frames inside it never call. */
export function isTrustedSender(event: Pick<IpcMainInvokeEvent, 'senderFrame'>): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isAppUrl(frame.url);
}
