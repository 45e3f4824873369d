/** What each key does; undefined: nothing just now. */
export type Bindings = Readonly<Record<string, (() => void) | undefined>>;

interface Layer {
  readonly isModal: boolean;
  readonly bindings: () => Bindings;
}

export interface ShortcutLayers {
  /** Adds a layer on top; the returned function takes it away. */
  push(layer: Layer): () => void;
  handle(event: KeyboardEvent): void;
}

/**
 * A stack of key bindings: the layer on top answers first. `isFocusByKeyboard` tells whether the focus was moved to
 * where it is by keyboard.
 */
export function createShortcutLayers(isFocusByKeyboard: () => boolean): ShortcutLayers {
  let layers: readonly Layer[] = [];

  function find(name: string): (() => void) | undefined {
    for (const layer of layers.toReversed()) {
      const action = layer.bindings()[name];
      if (action || layer.isModal) return action;
    }
    return undefined;
  }

  return {
    push(layer) {
      layers = [...layers, layer];
      return () => {
        layers = layers.filter((each) => each !== layer);
      };
    },
    handle(event) {
      if (event.isComposing || belongsToElement(event, isFocusByKeyboard())) return;
      const action = find(keyName(event));
      if (!action) return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat || isRepeatable(event.key)) action();
    },
  };
}

/** `Enter`, `F1`, `b`, `Control+l`, `?`. */
function keyName(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.altKey) return `Alt+${key}`;
  return event.ctrlKey || event.metaKey ? `Control+${key}` : key;
}

/** Holding a key down moves on; it never takes money twice. */
function isRepeatable(key: string): boolean {
  return key.startsWith('Arrow') || key === 'PageUp' || key === 'PageDown';
}

/**
 * Whether the key is for the focused element: typing in a field, or pressing a button that was reached by keyboard. After
 * a click the button still has the focus, but there Enter means the screen's main action.
 */
function belongsToElement(event: KeyboardEvent, isFocusByKeyboard: boolean): boolean {
  const { key, target, ctrlKey, metaKey, altKey } = event;
  if (!(target instanceof HTMLElement)) return false;
  const isTyping = target.matches('input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]');
  if (isTyping) return !ctrlKey && !metaKey && !altKey && (key.length === 1 || editingKeys.has(key));
  if (key === 'Enter') return isFocusByKeyboard && target.matches('button:not([role=radio]), a, [role=menuitem]');
  return navigationKeys.has(key) && target.closest('[role=radiogroup], [role=listbox], [role=menu]') !== null;
}

const editingKeys = new Set([
  'Backspace',
  'Delete',
  'Enter',
  'Home',
  'End',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
]);
const navigationKeys = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End']);
