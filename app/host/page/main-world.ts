import type { PageScriptSettings } from './page-script-settings.ts';
import { joinWorlds, type WorldBridge } from './world-bridge.ts';

/** Bound by the host around this script. */
declare const settings: PageScriptSettings;

type Parcel = ReturnType<WorldBridge['pack']>;

/**
 * The page's own world: waits for the isolated world to hand over the bus, then defines what it exposes. Runs in every
 * frame before the page's scripts, and does something in the top frame alone.
 */
if (window === window.top) {
  document.addEventListener(
    settings.handshake,
    (event) => {
      event.stopImmediatePropagation();
      const bus = (event as MouseEvent).relatedTarget;
      if (bus) receiveExposed(bus);
    },
    { once: true, capture: true },
  );
}

function receiveExposed(bus: EventTarget): void {
  const bridge = joinWorlds(bus, 'main');
  bus.addEventListener('expose', (event) => {
    const { key, parcel } = (event as CustomEvent<{ key: string; parcel: Parcel }>).detail;
    const value = freezeDeep(bridge.unpack(parcel));
    Object.defineProperty(window, key, { value, enumerable: true, writable: false, configurable: false });
  });
}

function freezeDeep(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  Object.values(value).forEach(freezeDeep);
  return Object.freeze(value);
}
