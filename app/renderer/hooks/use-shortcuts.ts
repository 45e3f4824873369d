import { useEffect, useRef } from 'react';
import { watchFocusOrigin } from './focus-origin.ts';
import { createShortcutLayers, type Bindings } from './shortcut-layers.ts';

const layers = createShortcutLayers(watchFocusOrigin(window).isByKeyboard);
// Captured, so that a key that means something here never reaches the element that happens to have the focus.
window.addEventListener('keydown', (event) => layers.handle(event), { capture: true });

/**
 * Binds keys for as long as the component is shown. The newest layer is asked first; a modal layer hides all below it.
 * Keys are named as in `KeyboardEvent.key`, letters in lower case, with `Control+` in front where it is held.
 */
export function useShortcuts(
  bindings: Bindings,
  options: { readonly isModal?: boolean; readonly isActive?: boolean } = {},
): void {
  const { isModal = false, isActive = true } = options;
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  useEffect(() => {
    if (!isActive) return undefined;
    return layers.push({ isModal, bindings: () => latest.current });
  }, [isModal, isActive]);
}
