import { useEffect, useRef, type RefObject } from 'react';

/** Moves the focus to the heading of a screen when it appears, so that a screen reader begins there. */
export function useScreenFocus(): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return heading;
}
