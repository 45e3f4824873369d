import { useEffect, useEffectEvent, type RefObject } from 'react';
import type { Seat, SeatLayout } from '#shared/domain/seat.ts';
import { mapMargin } from './map-margin.ts';
import { scrollToShow, type Span } from './scroll-to-show.ts';
import type { SeatMapStore } from './seat-map-store.ts';

/**
 * Scrolls the view to the seats of this order when they are chosen out of sight, as the best ones of a large hall may
 * be. Seats in sight never move under a finger.
 */
export function useMineInView(
  viewRef: RefObject<HTMLElement | null>,
  layout: SeatLayout,
  store: SeatMapStore,
  pitch: number,
): void {
  const show = useEffectEvent((mine: ReadonlySet<number>) => {
    const view = viewRef.current;
    const seats = layout.seats.filter((seat) => mine.has(seat.index));
    if (!view || seats.length === 0) return;
    const across = spanOf(seats, (seat) => (seat.x + mapMargin.side) * pitch, pitch);
    const down = spanOf(seats, (seat) => (seat.y + mapMargin.top) * pitch, pitch);
    view.scrollTo({
      left: scrollToShow(across, { from: view.scrollLeft, size: view.clientWidth }),
      top: scrollToShow(down, { from: view.scrollTop, size: view.clientHeight }),
    });
  });
  useEffect(() => store.subscribeMine((mine) => show(mine)), [store]);
}

/** From the first seat's edge to the last one's, in pixels. */
function spanOf(seats: readonly Seat[], centre: (seat: Seat) => number, pitch: number): Span {
  const centres = seats.map(centre);
  const from = Math.min(...centres) - pitch / 2;
  return { from, size: Math.max(...centres) + pitch / 2 - from };
}
