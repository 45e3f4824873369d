import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { clampPitch, zoomBounds, zoomStep } from './map-zoom.ts';

interface MapZoomOptions {
  /** In seat pitches, margins included. */
  readonly plan: Size;
  /** In pixels per seat pitch. */
  readonly smallest: number;
  readonly comfortable: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface MapZoom {
  readonly viewRef: RefObject<HTMLDivElement | null>;
  /** The view has been measured. Drawing a thousand seats before would make the browser lay them out twice. */
  readonly isReady: boolean;
  /** Pixels per seat pitch. */
  readonly pitch: number;
  readonly isFit: boolean;
  readonly isLargest: boolean;
  /** Whether some of the plan is out of sight. */
  readonly isCut: boolean;
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  readonly fit: () => void;
  /** Zooms to a pitch; `around` (in the view, pixels) stays where it is. */
  readonly zoomTo: (pitch: number, around?: Point) => void;
}

/** How large the plan is drawn in a scrolling view: to fit, or as chosen by keys, wheel or two fingers. */
export function useMapZoom({ plan, smallest, comfortable }: MapZoomOptions): MapZoom {
  const viewRef = useRef<HTMLDivElement>(null);
  const measured = useSize(viewRef);
  const view = measured ?? { width: 0, height: 0 };
  const [wanted, setWanted] = useState<number | null>(null);
  const bounds = zoomBounds({ plan, view, smallest, comfortable });
  const pitch = wanted === null ? bounds.fit : clampPitch(wanted, bounds);
  const isCut = plan.width * pitch > view.width + 1 || plan.height * pitch > view.height + 1;
  const anchor = useAnchor(viewRef, measured && isCut ? pitch : null);

  function zoomTo(next: number, around: Point = { x: view.width / 2, y: view.height / 2 }) {
    const clamped = clampPitch(next, bounds);
    anchor(around);
    setWanted(clamped === bounds.fit ? null : clamped);
  }

  return {
    viewRef,
    isReady: measured !== null,
    pitch,
    isFit: pitch <= bounds.fit,
    isLargest: pitch >= bounds.largest,
    isCut,
    zoomIn: () => zoomTo(pitch * zoomStep),
    zoomOut: () => zoomTo(pitch / zoomStep),
    fit: () => setWanted(null),
    zoomTo,
  };
}

function useSize(ref: RefObject<HTMLElement | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    // The box, not what scroll bars leave of it: their coming must not make the plan smaller and them go again.
    const measure = () => setSize({ width: element.offsetWidth, height: element.offsetHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}

/** A point of the view, and how far the view was scrolled when it was chosen. */
interface Anchor extends Point {
  readonly left: number;
  readonly top: number;
}

/**
 * Keeps a chosen point of the plan under the same point of the view when the pitch changes; without one, shows the
 * middle. `pitch` is null while nothing is out of sight.
 */
function useAnchor(viewRef: RefObject<HTMLElement | null>, pitch: number | null): (around: Point) => void {
  const chosen = useRef<Anchor | null>(null);
  const before = useRef<number | null>(null);
  useLayoutEffect(() => {
    const view = viewRef.current;
    const anchor = chosen.current;
    if (view && pitch !== null) {
      if (anchor && before.current !== null) scrollAround(view, anchor, pitch / before.current);
      // The frame lays the seats out anyway; asking for it here would do so before React is through.
      else requestAnimationFrame(() => scrollToMiddle(view));
    }
    before.current = pitch;
    chosen.current = null;
  }, [viewRef, pitch]);
  return (around) => {
    const view = viewRef.current;
    // Now, since a plan that shrinks takes its scrolling along.
    if (view) chosen.current = { ...around, left: view.scrollLeft, top: view.scrollTop };
  };
}

function scrollToMiddle(view: HTMLElement): void {
  view.scrollLeft = (view.scrollWidth - view.clientWidth) / 2;
}

function scrollAround(view: HTMLElement, { x, y, left, top }: Anchor, growth: number): void {
  view.scrollLeft = (left + x) * growth - x;
  view.scrollTop = (top + y) * growth - y;
}
