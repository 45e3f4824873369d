import type { KeyboardEvent, MouseEvent, RefObject } from 'react';
import { mapMargin } from './map-margin.ts';
import { zoomStep } from './map-zoom.ts';
import type { SeatPlaceOptions } from './place-nodes.tsx';
import { moveOfKey } from './seat-moves.ts';
import { placeAt, type SeatPlace } from './seat-places.ts';
import { pairStatusOf, type SeatStatus } from './seat-status.ts';
import type { MapZoom } from './use-map-zoom.ts';
import type { RovingFocus } from './use-roving-focus.ts';

interface SeatInputOptions extends Pick<SeatPlaceOptions, 'store' | 'isDisabled'> {
  readonly viewRef: RefObject<HTMLElement | null>;
  readonly places: readonly SeatPlace[];
  readonly zoom: MapZoom;
  readonly focus: RovingFocus;
  /** A pitch to which a press zooms instead of choosing a seat; null where seats are large enough. */
  readonly pressZoomsTo: number | null;
  readonly onToggle: (seats: SeatPlace['seats'], status: SeatStatus) => void;
}

interface SeatInput {
  readonly onClick: (event: MouseEvent<SVGSVGElement>) => void;
  readonly onKeyDown: (event: KeyboardEvent<SVGSVGElement>) => void;
  readonly onMouseDown: (event: MouseEvent) => void;
}

/** What presses and keys on the map do: one listener for all seats. */
export function useSeatInput({
  viewRef,
  places,
  store,
  isDisabled,
  zoom,
  focus,
  pressZoomsTo,
  onToggle,
}: SeatInputOptions): SeatInput {
  function toggle(place: SeatPlace) {
    focus.remember(place);
    const status = statusOf(store, place);
    if (!isDisabled(place.seats, status)) onToggle(place.seats, status);
  }

  function placeOf({ target }: { readonly target: EventTarget }): SeatPlace | undefined {
    const node = (target as Element).closest<SVGElement>('[data-place]');
    return node ? places[Number(node.dataset['place'])] : undefined;
  }

  /** Between cushions, too, a press means the seat whose pitch it falls into. */
  function placeBelow({ currentTarget, clientX, clientY }: MouseEvent): SeatPlace | undefined {
    const { x, y } = pointIn(currentTarget, clientX, clientY);
    return placeAt(places, x / zoom.pitch - mapMargin.side, y / zoom.pitch - mapMargin.top);
  }

  /** Whether the key means something here. */
  function pressKey(key: string, place: SeatPlace | undefined): boolean {
    const move = moveOfKey(key);
    if (place && move) focus.move(place, move);
    else if (place && (key === ' ' || key === 'Enter')) toggle(place);
    else if (key === '+') zoom.zoomBy(zoomStep);
    else if (key === '-') zoom.zoomBy(1 / zoomStep);
    else if (key === '0') zoom.fit();
    else return false;
    return true;
  }

  return {
    onClick(event) {
      const place = placeOf(event) ?? placeBelow(event);
      const view = viewRef.current;
      if (pressZoomsTo !== null && view) zoom.zoomTo(pressZoomsTo, pointIn(view, event.clientX, event.clientY));
      else if (place) toggle(place);
    },
    onKeyDown(event) {
      if (event.altKey || event.ctrlKey || event.metaKey || !pressKey(event.key, placeOf(event))) return;
      event.preventDefault();
      event.stopPropagation();
    },
    // A press must not steal the focus: Enter still belongs to the sale's next step.
    onMouseDown: (event) => event.preventDefault(),
  };
}

function statusOf(store: SeatPlaceOptions['store'], { seats }: SeatPlace): SeatStatus {
  const [left, right] = seats;
  const status = store.getStatus(left.index);
  return right ? pairStatusOf(status, store.getStatus(right.index)) : status;
}

function pointIn(element: Element, clientX: number, clientY: number): { readonly x: number; readonly y: number } {
  const box = element.getBoundingClientRect();
  return { x: clientX - box.left, y: clientY - box.top };
}
