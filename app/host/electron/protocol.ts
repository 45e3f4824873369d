import { refuse } from '../unsupported.ts';

type ProtocolHandler = (request: Request) => Response | Promise<Response>;

interface SchemePrivileges {
  readonly scheme: string;
  readonly privileges?: Readonly<Record<string, boolean>>;
}

export interface ProtocolModule {
  registerSchemesAsPrivileged(schemes: readonly SchemePrivileges[]): void;
  handle(scheme: string, handler: ProtocolHandler): void;
  unhandle(scheme: string): void;
  isProtocolHandled(scheme: string): boolean;
}

/** What the host asks the protocols of the program. */
export interface ProtocolRegistry {
  /** The custom schemes, which are all treated as standard and secure. */
  readonly schemes: ReadonlySet<string>;
  /** The program's answer to a request for a custom scheme; null where nothing handles it. */
  answer(request: Request): Promise<Response | null>;
}

/** Electron's `protocol`, for standard and secure custom schemes. */
export function createProtocol(isReady: () => boolean): { module: ProtocolModule; registry: ProtocolRegistry } {
  const schemes = new Set<string>();
  const handlers = new Map<string, ProtocolHandler>();
  const module = refuse<ProtocolModule>('protocol', {
    registerSchemesAsPrivileged(added) {
      if (isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
      for (const { scheme, privileges } of added) {
        if (!privileges?.['standard'] || !privileges['secure']) {
          throw new Error(`The Chromium host serves standard and secure schemes only, which "${scheme}" is not`);
        }
        schemes.add(scheme);
      }
    },
    handle(scheme, handler) {
      if (!schemes.has(scheme)) throw new Error(`The Chromium host serves registered schemes only, not "${scheme}"`);
      if (handlers.has(scheme)) throw new Error(`The scheme has been registered: ${scheme}`);
      handlers.set(scheme, handler);
    },
    unhandle: (scheme) => void handlers.delete(scheme),
    isProtocolHandled: (scheme) => handlers.has(scheme),
  });
  const registry: ProtocolRegistry = {
    schemes,
    async answer(request) {
      const handler = handlers.get(request.url.slice(0, request.url.indexOf(':')));
      return handler ? handler(request) : null;
    },
  };
  return { module, registry };
}
