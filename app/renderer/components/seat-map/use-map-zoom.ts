import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { clampPitch, zoomBounds, zoomStep } from './map-zoom.ts';

interface MapZoomOptions {
  /** In seat pitches, margins included. */
  readonly plan: { readonly width: number; readonly height: number };
  /** In pixels per seat pitch. */
  readonly smallest: number;
  readonly comfortable: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface MapZoom {
  readonly viewRef: RefObject<HTMLDivElement | null>;
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
  const view = useSize(viewRef);
  const [wanted, setWanted] = useState<number | null>(null);
  const bounds = zoomBounds({ plan, view, smallest, comfortable });
  const pitch = wanted === null ? bounds.fit : clampPitch(wanted, bounds);
  const anchor = useAnchor(viewRef, pitch);

  function zoomTo(next: number, around: Point = { x: view.width / 2, y: view.height / 2 }) {
    const clamped = clampPitch(next, bounds);
    anchor(around);
    setWanted(clamped === bounds.fit ? null : clamped);
  }

  return {
    viewRef,
    pitch,
    isFit: pitch <= bounds.fit,
    isLargest: pitch >= bounds.largest,
    isCut: plan.width * pitch > view.width + 1 || plan.height * pitch > view.height + 1,
    zoomIn: () => zoomTo(pitch * zoomStep),
    zoomOut: () => zoomTo(pitch / zoomStep),
    fit: () => setWanted(null),
    zoomTo,
  };
}

function useSize(ref: RefObject<HTMLElement | null>): { readonly width: number; readonly height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}

/** Keeps a point of the plan under the same point of the view when the pitch changes; the middle at first. */
function useAnchor(viewRef: RefObject<HTMLElement | null>, pitch: number): (around: Point) => void {
  const around = useRef<Point | null>(null);
  const before = useRef(pitch);
  useLayoutEffect(() => {
    const view = viewRef.current;
    if (!view) return;
    const centre = { x: view.clientWidth / 2, y: view.clientHeight / 2 };
    const point = around.current ?? centre;
    const growth = pitch / before.current;
    view.scrollLeft = (view.scrollLeft + point.x) * growth - point.x;
    view.scrollTop = (view.scrollTop + point.y) * growth - point.y;
    before.current = pitch;
    around.current = null;
  }, [viewRef, pitch]);
  useEffect(() => {
    const view = viewRef.current;
    if (view) view.scrollLeft = (view.scrollWidth - view.clientWidth) / 2;
  }, [viewRef]);
  return (point) => {
    around.current = point;
  };
}
