import { session } from 'electron';

/** The station needs nothing that a page must ask for: no camera, location, notification, USB or clipboard reading. */
export function setupPermissionGuard(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
}
