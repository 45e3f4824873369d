import { useEffectEvent, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { clampPitch, scrollKeeping, zoomBounds } from './map-zoom.ts';

interface MapZoomOptions {
  /** What scrolls. */
  readonly viewRef: RefObject<HTMLElement | null>;
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
  /** The view has been measured. Drawing a thousand seats before would make the browser lay them out twice. */
  readonly isReady: boolean;
  /** Pixels per seat pitch. */
  readonly pitch: number;
  readonly isFit: boolean;
  readonly isLargest: boolean;
  /** Whether some of the plan is out of sight. */
  readonly isCut: boolean;
  readonly fit: () => void;
  /** Zooms to a pitch; `around` (in the view, pixels) stays where it is, by default the middle. */
  readonly zoomTo: (pitch: number, around?: Point) => void;
  /** Multiplies the pitch; may be called several times before the next render. */
  readonly zoomBy: (factor: number, around?: Point) => void;
}

/** How large the plan is drawn in a scrolling view: to fit, or as chosen by keys, wheel or two fingers. */
export function useMapZoom({ viewRef, plan, smallest, comfortable }: MapZoomOptions): MapZoom {
  const measured = useSize(viewRef);
  const view = measured ?? { width: 0, height: 0 };
  const [wanted, setWanted] = useState<number | null>(null);
  const bounds = zoomBounds({ plan, view, smallest, comfortable });
  const pitch = wanted === null ? bounds.fit : clampPitch(wanted, bounds);
  // What was rendered last, or has been chosen since.
  const latest = useRef(pitch);
  useLayoutEffect(() => {
    latest.current = pitch;
  }, [pitch]);
  const anchor = useAnchor(viewRef, plan, measured && pitch);

  function zoomTo(next: number, around: Point = { x: view.width / 2, y: view.height / 2 }) {
    const clamped = clampPitch(next, bounds);
    latest.current = clamped;
    anchor(around);
    setWanted(clamped === bounds.fit ? null : clamped);
  }

  return {
    isReady: measured !== null,
    pitch,
    isFit: pitch <= bounds.fit,
    isLargest: pitch >= bounds.largest,
    isCut: plan.width * pitch > view.width + 1 || plan.height * pitch > view.height + 1,
    fit: () => zoomTo(bounds.fit),
    zoomTo,
    zoomBy: (factor, around) => zoomTo(latest.current * factor, around),
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
 * middle. `pitch` is null until the view has been measured.
 */
function useAnchor(viewRef: RefObject<HTMLElement | null>, plan: Size, pitch: number | null): (around: Point) => void {
  const chosen = useRef<Anchor | null>(null);
  const before = useRef<number | null>(null);
  const scroll = useEffectEvent((view: HTMLElement, anchor: Anchor, from: number, to: number) => {
    const { x, y, left, top } = anchor;
    const across = { plan: plan.width, view: view.clientWidth, scroll: left, point: x };
    const down = { plan: plan.height, view: view.clientHeight, scroll: top, point: y };
    view.scrollLeft = scrollKeeping(across, from, to);
    view.scrollTop = scrollKeeping(down, from, to);
  });
  useLayoutEffect(() => {
    const view = viewRef.current;
    if (view && pitch !== null) {
      if (chosen.current && before.current !== null) scroll(view, chosen.current, before.current, pitch);
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
