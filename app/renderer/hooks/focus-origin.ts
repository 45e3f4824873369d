/**
 * How the focus came to where it is. `:focus-visible` can't tell: browsers turn it on with the first key that is pressed
 * after a click.
 */
export interface FocusOrigin {
  /** Whether somebody moved the focus there by keyboard (or the program did), instead of clicking. */
  readonly isByKeyboard: () => boolean;
  readonly stop: () => void;
}

/** Watches pointer and focus in a window. */
export function watchFocusOrigin(target: Pick<Window, 'addEventListener' | 'removeEventListener'>): FocusOrigin {
  let isPointerDown = false;
  let isByKeyboard = true;
  const handlers = {
    pointerdown: () => {
      isPointerDown = true;
    },
    pointerup: () => {
      isPointerDown = false;
    },
    focusin: () => {
      isByKeyboard = !isPointerDown;
    },
  };
  for (const [name, handler] of Object.entries(handlers)) target.addEventListener(name, handler, { capture: true });
  return {
    isByKeyboard: () => isByKeyboard,
    stop() {
      for (const [name, handler] of Object.entries(handlers)) {
        target.removeEventListener(name, handler, { capture: true });
      }
    },
  };
}
