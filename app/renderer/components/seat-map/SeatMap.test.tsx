import { act, type ComponentProps } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Seat } from '#shared/domain/seat.ts';
import { createSeatMapStore, type SeatMapStore } from './seat-map-store.ts';
import type { SeatStatus } from './seat-status.ts';
import { SeatMap } from './SeatMap.tsx';
import { layoutOf } from './testing-layout.ts';

const layout = layoutOf({ A: 'sssw', B: 'llll' });
const describeSeat = vi.fn((seats: readonly Seat[], status: SeatStatus) => {
  return `Row ${seats[0]?.row} seat ${seats.map(({ number }) => number).join(' and ')}, ${status}`;
});
const onToggle = vi.fn();

let container: HTMLElement;
let root: Root;
let store: SeatMapStore;

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  container = document.body.appendChild(document.createElement('div'));
  root = createRoot(container);
  store = createSeatMapStore(layout.seats.length);
  store.applySnapshot({ epoch: 'a', version: 1, packed: '00300000' });
});

afterEach(() => {
  act(() => root.unmount());
  container.remove();
  vi.clearAllMocks();
});

function render(props: Partial<ComponentProps<typeof SeatMap>> = {}): void {
  act(() =>
    root.render(
      <SeatMap
        layout={layout}
        store={store}
        label="Seats"
        screenLabel="Screen"
        describeSeat={describeSeat}
        onToggle={onToggle}
        zoomLabels={{ in: 'Closer', out: 'Further', fit: 'All' }}
        {...props}
      />,
    ),
  );
}

function place(label: string): SVGElement {
  const found = container.querySelector<SVGElement>(`[aria-label="${label}"]`);
  if (!found) throw new Error(`no place is called "${label}"`);
  return found;
}

function press(key: string, target: Element = document.activeElement ?? document.body): void {
  act(() => void target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })));
}

function toggled(): readonly (readonly string[])[] {
  return onToggle.mock.calls.map(([seats]) => (seats as readonly Seat[]).map(({ id }) => id));
}

describe('SeatMap', () => {
  it('says of every place what it is and whether it may be pressed', () => {
    store.setMine([0]);
    render();
    const labels = [...container.querySelectorAll('[data-place]')].map((node) => node.getAttribute('aria-label'));
    expect(labels).toEqual([
      'Row A seat 1, mine',
      'Row A seat 2, free',
      'Row A seat 3, sold',
      'Row A seat 4, free',
      'Row B seat 1 and 2, free',
      'Row B seat 3 and 4, free',
    ]);
    expect(place('Row A seat 1, mine').getAttribute('aria-pressed')).toBe('true');
    expect(place('Row A seat 3, sold').getAttribute('aria-disabled')).toBe('true');
  });

  it('renders only the seat that changed', () => {
    render();
    describeSeat.mockClear();
    act(() => void store.applyDelta({ epoch: 'a', version: 2, seats: [1], states: '1' }));
    expect(describeSeat.mock.calls.map(([seats, status]) => [seats[0]?.id, status])).toEqual([['A2', 'held']]);
    expect(place('Row A seat 2, held').classList.contains('seat-held')).toBe(true);
  });

  it('toggles free seats and those of the order, never others', () => {
    store.setMine([0]);
    render();
    for (const label of ['Row A seat 2, free', 'Row A seat 1, mine', 'Row A seat 3, sold']) {
      act(() => void place(label).dispatchEvent(new MouseEvent('click', { bubbles: true })));
    }
    expect(toggled()).toEqual([['A2'], ['A1']]);
  });

  it('toggles a love seat as a pair, and not at all once half of it is taken', () => {
    render();
    act(() => void place('Row B seat 1 and 2, free').dispatchEvent(new MouseEvent('click', { bubbles: true })));
    act(() => void store.applyDelta({ epoch: 'a', version: 2, seats: [7], states: '3' }));
    act(() => void place('Row B seat 3 and 4, sold').dispatchEvent(new MouseEvent('click', { bubbles: true })));
    expect(toggled()).toEqual([['B1', 'B2']]);
  });

  it('has one place in the Tab order and leads it along with the arrow keys', () => {
    render();
    const reachable = () => [...container.querySelectorAll('[data-place][tabindex="0"]')];
    expect(reachable()).toEqual([place('Row A seat 1, free')]);
    act(() => place('Row A seat 1, free').focus());
    press('ArrowRight');
    press('ArrowRight');
    press('ArrowDown');
    expect(document.activeElement).toBe(place('Row B seat 3 and 4, free'));
    expect(reachable()).toEqual([document.activeElement]);
    press('Home');
    expect(document.activeElement).toBe(place('Row B seat 1 and 2, free'));
  });

  it.each([' ', 'Enter'])('toggles the focused seat with the key "%s" and keeps the key to itself', (key) => {
    const outside = vi.fn();
    window.addEventListener('keydown', outside);
    render();
    act(() => place('Row A seat 2, free').focus());
    press(key);
    window.removeEventListener('keydown', outside);
    expect(toggled()).toEqual([['A2']]);
    expect(outside).not.toHaveBeenCalled();
  });

  it('leaves other keys, and keys with Ctrl, to the screen', () => {
    const outside = vi.fn();
    window.addEventListener('keydown', outside);
    render();
    act(() => place('Row A seat 2, free').focus());
    press('b');
    window.removeEventListener('keydown', outside);
    expect(outside).toHaveBeenCalledOnce();
  });

  it('does not take the focus when it is pressed', () => {
    render();
    const pressed = new MouseEvent('mousedown', { bubbles: true, cancelable: true });
    act(() => void place('Row A seat 2, free').dispatchEvent(pressed));
    expect(pressed.defaultPrevented).toBe(true);
  });

  it('tells guests no more than that a seat is taken', () => {
    store.applySnapshot({ epoch: 'a', version: 2, packed: '12300000' });
    render({ isPublic: true });
    expect(place('Row A seat 1, sold')).toBeTruthy();
    expect(place('Row A seat 2, sold')).toBeTruthy();
  });
});
