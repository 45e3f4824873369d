import { app, BrowserWindow } from 'electron';

/**
 * Lets one program own a user-data folder; a second start brings the first one's window to the front.
 * @returns whether this one is the owner
 */
export function setupSingleInstance(): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  return true;
}
