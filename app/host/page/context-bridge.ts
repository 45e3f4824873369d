import { refuse } from '../unsupported.ts';
import type { PageScriptSettings } from './page-script-settings.ts';
import { joinWorlds } from './world-bridge.ts';

/** Electron's `contextBridge`: hands the bus to the page's own world once, then exposes copies of what it is given. */
export function createContextBridge(settings: PageScriptSettings): object {
  const bus = new EventTarget();
  const bridge = joinWorlds(bus, 'isolated');
  const exposed = new Set<string>();
  document.dispatchEvent(new MouseEvent(settings.handshake, { relatedTarget: bus }));
  return refuse('contextBridge', {
    exposeInMainWorld(key: string, api: unknown) {
      if (exposed.has(key)) throw new Error(`Cannot bind an API on top of an existing property on the window object`);
      exposed.add(key);
      bus.dispatchEvent(new CustomEvent('expose', { detail: { key, parcel: bridge.pack(api) } }));
    },
  });
}
