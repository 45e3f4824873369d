import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchFocusOrigin, type FocusOrigin } from './focus-origin.ts';
import { createShortcutLayers, type ShortcutLayers } from './shortcut-layers.ts';

let layers: ShortcutLayers;
let focusOrigin: FocusOrigin;
const handle = (event: KeyboardEvent) => layers.handle(event);

function press(key: string, options: KeyboardEventInit = {}, target: Element = document.body): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options });
  target.dispatchEvent(event);
  return event;
}

describe('shortcut layers', () => {
  beforeEach(() => {
    focusOrigin = watchFocusOrigin(window);
    layers = createShortcutLayers(focusOrigin.isByKeyboard);
    window.addEventListener('keydown', handle, { capture: true });
  });
  afterEach(() => {
    window.removeEventListener('keydown', handle, { capture: true });
    focusOrigin.stop();
    document.body.replaceChildren();
  });

  it('asks the newest layer first and falls through to older ones', () => {
    const below = { Enter: vi.fn(), F1: vi.fn() };
    const above = { Enter: vi.fn() };
    layers.push({ isModal: false, bindings: () => below });
    const pop = layers.push({ isModal: false, bindings: () => above });
    press('Enter');
    press('F1');
    pop();
    press('Enter');
    expect([above.Enter.mock.calls.length, below.Enter.mock.calls.length, below.F1.mock.calls.length]).toEqual([
      1, 1, 1,
    ]);
  });

  it('hides everything below a dialog', () => {
    const below = { Enter: vi.fn() };
    layers.push({ isModal: false, bindings: () => below });
    layers.push({ isModal: true, bindings: () => ({}) });
    const event = press('Enter');
    expect(below.Enter).not.toHaveBeenCalled();
    expect(event.defaultPrevented).toBe(false);
  });

  it('never takes money twice because a key is held down', () => {
    const pay = vi.fn();
    const move = vi.fn();
    layers.push({ isModal: false, bindings: () => ({ Enter: pay, ArrowDown: move }) });
    press('Enter');
    press('Enter', { repeat: true });
    press('ArrowDown', { repeat: true });
    expect(pay).toHaveBeenCalledOnce();
    expect(move).toHaveBeenCalledOnce();
  });

  it('leaves typing to the field that is typed in', () => {
    const letter = vi.fn();
    const board = vi.fn();
    const input = document.createElement('input');
    document.body.append(input);
    layers.push({ isModal: false, bindings: () => ({ b: letter, F1: board }) });
    press('b', {}, input);
    press('F1', {}, input);
    expect(letter).not.toHaveBeenCalled();
    expect(board).toHaveBeenCalledOnce();
  });

  it('leaves Enter to a button that was reached by keyboard, not to one that was clicked', () => {
    const pay = vi.fn();
    const button = document.createElement('button');
    const other = document.createElement('button');
    document.body.append(button, other);
    layers.push({ isModal: false, bindings: () => ({ Enter: pay }) });
    button.focus();
    press('Enter', {}, button);
    expect(pay).not.toHaveBeenCalled();
    other.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    other.focus();
    other.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
    press('Enter', {}, other);
    expect(pay).toHaveBeenCalledOnce();
  });

  it('tells letters with a modifier from letters without', () => {
    const lock = vi.fn();
    layers.push({ isModal: false, bindings: () => ({ 'Control+l': lock }) });
    press('l');
    press('L', { ctrlKey: true });
    expect(lock).toHaveBeenCalledOnce();
  });
});
