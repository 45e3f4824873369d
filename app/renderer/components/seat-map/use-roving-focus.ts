import { useRef, useState, type FocusEvent, type RefObject } from 'react';
import { moveFrom, type SeatMove } from './seat-moves.ts';
import type { SeatPlace } from './seat-places.ts';

export interface RovingFocus {
  /** Where the keyboard's focus is; null when it is elsewhere or came by a pointer. */
  readonly focused: SeatPlace | null;
  /** Makes a place the one that Tab reaches, without focusing it. */
  readonly remember: (place: SeatPlace) => void;
  readonly move: (from: SeatPlace, move: SeatMove) => void;
  readonly onFocus: (event: FocusEvent) => void;
  readonly onBlur: () => void;
}

/**
 * One place of the map is in the Tab order, the arrow keys lead to the others. `tabindex` is set on the nodes directly:
 * a thousand seats need not render for a step of the focus.
 */
export function useRovingFocus(places: readonly SeatPlace[], mapRef: RefObject<SVGSVGElement | null>): RovingFocus {
  const [focused, setFocused] = useState<SeatPlace | null>(null);
  const reachable = useRef(0);

  function nodeOf(order: number): SVGElement | null {
    return mapRef.current?.querySelector<SVGElement>(`[data-place="${order}"]`) ?? null;
  }

  function remember({ order }: SeatPlace) {
    nodeOf(reachable.current)?.setAttribute('tabindex', '-1');
    nodeOf(order)?.setAttribute('tabindex', '0');
    reachable.current = order;
  }

  return {
    focused,
    remember,
    move(from, move) {
      const target = moveFrom(places, from, move);
      if (target) nodeOf(target.order)?.focus();
    },
    onFocus({ target }) {
      const place = places[Number((target as SVGElement).dataset['place'])];
      if (!place) return;
      remember(place);
      setFocused(target.matches(':focus-visible') ? place : null);
    },
    onBlur: () => setFocused(null),
  };
}
