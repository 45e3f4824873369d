import { refuse, UnsupportedError } from '../unsupported.ts';
import type { ProtocolModule } from './protocol.ts';

type RequestHandler = (contents: null, permission: string, decide: (granted: boolean) => void, details: object) => void;
type CheckHandler = (contents: null, permission: string, origin: string, details: object) => boolean;

export interface Session {
  readonly protocol: ProtocolModule;
  setPermissionRequestHandler(handler: RequestHandler | null): void;
  setPermissionCheckHandler(handler: CheckHandler | null): void;
  setDevicePermissionHandler(handler: ((details: object) => boolean) | null): void;
}

/** Electron's name of a permission → the DevTools protocol's. */
const permissions: Readonly<Record<string, readonly string[]>> = {
  'clipboard-read': ['clipboard-read'],
  'clipboard-sanitized-write': ['clipboard-write'],
  'display-capture': ['display-capture'],
  geolocation: ['geolocation'],
  'idle-detection': ['idle-detection'],
  media: ['camera', 'microphone'],
  midi: ['midi'],
  notifications: ['notifications'],
  'storage-access': ['storage-access'],
  'window-management': ['window-management'],
};

export interface PermissionSetting {
  readonly name: string;
  readonly setting: 'granted' | 'denied';
}

/**
 * Electron's `session.defaultSession`. The browser can't ask back at each request, so the program's handlers are asked
 * once about every permission, before the first window, and what they say stands.
 */
export function createSession(protocol: ProtocolModule): {
  module: { defaultSession: Session; fromPartition(): never };
  permissionSettings(): Promise<PermissionSetting[]>;
} {
  let onRequest: RequestHandler | null = null;
  let onCheck: CheckHandler | null = null;

  const defaultSession = refuse<Session>('session.defaultSession', {
    protocol,
    setPermissionRequestHandler: (handler) => void (onRequest = handler),
    setPermissionCheckHandler: (handler) => void (onCheck = handler),
    // Nothing here can be granted to a page; so a handler can only confirm what holds already.
    setDevicePermissionHandler: () => {},
  });

  const isGranted = async (permission: string): Promise<boolean> => {
    if (onCheck && !onCheck(null, permission, '', {})) return false;
    const request = onRequest;
    return request ? new Promise((decide) => request(null, permission, decide, {})) : true;
  };

  return {
    module: refuse('session', {
      defaultSession,
      fromPartition(): never {
        throw new UnsupportedError('session.fromPartition');
      },
    }),
    async permissionSettings() {
      const settings: PermissionSetting[] = [];
      for (const [permission, names] of Object.entries(permissions)) {
        const setting = (await isGranted(permission)) ? 'granted' : 'denied';
        settings.push(...names.map((name) => ({ name, setting }) as const));
      }
      return settings;
    },
  };
}
