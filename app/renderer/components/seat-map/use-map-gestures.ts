import { useEffect, useEffectEvent, type RefObject } from 'react';
import type { MapZoom } from './use-map-zoom.ts';

/** Pixels of the pointer's way after which a press is a drag. */
const dragThreshold = 6;

/** Two fingers and Ctrl + wheel zoom; a drag with the mouse pans. One finger pans by itself. */
export function useMapGestures(viewRef: RefObject<HTMLElement | null>, { zoomBy }: Pick<MapZoom, 'zoomBy'>): void {
  const zoomAt = useEffectEvent((factor: number, clientX: number, clientY: number) => {
    const box = viewRef.current?.getBoundingClientRect();
    if (box) zoomBy(factor, { x: clientX - box.left, y: clientY - box.top });
  });
  useEffect(() => {
    const view = viewRef.current;
    if (!view) return;
    const signals = new AbortController();
    listenToWheel(view, signals.signal, zoomAt);
    listenToPinch(view, signals.signal, zoomAt);
    listenToDrag(view, signals.signal);
    return () => signals.abort();
  }, [viewRef]);
}

type ZoomAt = (factor: number, clientX: number, clientY: number) => void;

function listenToWheel(view: HTMLElement, signal: AbortSignal, zoomAt: ZoomAt): void {
  view.addEventListener(
    'wheel',
    (event) => {
      // A pinch on a touch pad arrives as a wheel with Ctrl, too.
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoomAt(Math.exp(-event.deltaY / 300), event.clientX, event.clientY);
    },
    { passive: false, signal },
  );
}

function listenToPinch(view: HTMLElement, signal: AbortSignal, zoomAt: ZoomAt): void {
  let distance: number | null = null;
  view.addEventListener(
    'touchmove',
    (event) => {
      const [first, second] = event.touches;
      if (!first || !second) return;
      event.preventDefault();
      const now = Math.hypot(first.clientX - second.clientX, first.clientY - second.clientY);
      if (distance !== null && distance > 0) {
        zoomAt(now / distance, (first.clientX + second.clientX) / 2, (first.clientY + second.clientY) / 2);
      }
      distance = now;
    },
    { passive: false, signal },
  );
  for (const type of ['touchend', 'touchcancel'] as const) {
    view.addEventListener(type, () => (distance = null), { signal });
  }
}

function listenToDrag(view: HTMLElement, signal: AbortSignal): void {
  let start: { x: number; y: number; left: number; top: number } | null = null;
  let hasMoved = false;
  view.addEventListener(
    'pointerdown',
    (event) => {
      hasMoved = false;
      if (event.pointerType !== 'mouse' || event.button !== 0) return;
      start = { x: event.clientX, y: event.clientY, left: view.scrollLeft, top: view.scrollTop };
    },
    { signal },
  );
  view.addEventListener(
    'pointermove',
    (event) => {
      if (!start || event.buttons !== 1) return;
      const right = event.clientX - start.x;
      const down = event.clientY - start.y;
      if (Math.hypot(right, down) > dragThreshold) hasMoved = true;
      if (!hasMoved) return;
      view.scrollLeft = start.left - right;
      view.scrollTop = start.top - down;
    },
    { signal },
  );
  // A seat under the end of a drag wasn't meant. Only a map that really moved swallows the click.
  view.addEventListener(
    'click',
    (event) => {
      const isMoved = start !== null && (view.scrollLeft !== start.left || view.scrollTop !== start.top);
      if (hasMoved && isMoved) event.stopPropagation();
      start = null;
    },
    { capture: true, signal },
  );
}
