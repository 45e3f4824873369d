/** A stretch of one axis, in pixels. */
export interface Span {
  readonly from: number;
  readonly size: number;
}

/** Where a view must begin to show a stretch: where it is when the stretch is in sight, else with it in the middle. */
export function scrollToShow(wanted: Span, view: Span): number {
  const isInSight = wanted.from >= view.from && wanted.from + wanted.size <= view.from + view.size;
  return isInSight ? view.from : Math.max(0, wanted.from + wanted.size / 2 - view.size / 2);
}
