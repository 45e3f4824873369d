/** Sizes of a seat pitch in pixels: the map's only scale. */
export interface ZoomBounds {
  /** Where the whole plan is in sight, or as near to it as seats may shrink. */
  readonly fit: number;
  readonly largest: number;
}

interface FitOptions {
  /** Of what is to be shown, in seat pitches, margins included. */
  readonly plan: { readonly width: number; readonly height: number };
  /** Of the window onto it, in pixels. */
  readonly view: { readonly width: number; readonly height: number };
  /** Never smaller, so that fingers still meet one seat; the map scrolls instead. */
  readonly smallest: number;
  /** Never larger just because there is room. */
  readonly comfortable: number;
}

const closest = 96;

/** The pitches between which the map may be zoomed. */
export function zoomBounds({ plan, view, smallest, comfortable }: FitOptions): ZoomBounds {
  const whole = Math.min(view.width / plan.width, view.height / plan.height);
  return { fit: Math.max(smallest, Math.min(comfortable, whole)), largest: closest };
}

/** `wanted`, or the nearest pitch that the bounds allow. */
export function clampPitch(wanted: number, { fit, largest }: ZoomBounds): number {
  return Math.min(largest, Math.max(fit, wanted));
}

/** One press of plus or minus. */
export const zoomStep = 1.25;

/** One direction of a plan in a scrolling view, in pixels but for `plan`. */
interface ZoomedAxis {
  /** In seat pitches. */
  readonly plan: number;
  readonly view: number;
  readonly scroll: number;
  /** Where in the view something is to stay in its place. */
  readonly point: number;
}

/** How far to scroll so that what stood at the point stands there again after the pitch has changed. */
export function scrollKeeping({ plan, view, scroll, point }: ZoomedAxis, before: number, after: number): number {
  const place = (scroll + point - indent(plan, view, before)) / before;
  return Math.max(0, place * after + indent(plan, view, after) - point);
}

/** A plan that is smaller than its view stands in the middle of it. */
function indent(plan: number, view: number, pitch: number): number {
  return Math.max(0, (view - plan * pitch) / 2);
}
