import { memo, type ReactNode } from 'react';
import type { Seat } from '#shared/domain/seat.ts';
import { classNames } from '../class-names.ts';
import { drawPair, drawSeat, statusClass } from './seat-drawing.tsx';
import { useSeatStatus, type SeatMapStore } from './seat-map-store.ts';
import { unitsPerPitch, type SeatPlace } from './seat-places.ts';
import { pairStatusOf, publicStatusOf, type SeatStatus } from './seat-status.ts';

export interface SeatPlaceOptions {
  readonly store: SeatMapStore;
  /** What a screen reader says, e.g. "Row F seat 10, standard, free, €13.50". */
  readonly describeSeat: (seats: readonly Seat[], status: SeatStatus) => string;
  readonly isDisabled: (seats: readonly Seat[], status: SeatStatus) => boolean;
  readonly isPublic: boolean;
}

interface SeatPlaceNodeProps extends SeatPlaceOptions {
  readonly place: SeatPlace;
}

/** A seat of the map. Renders again only when its own status changes. */
export const SingleNode = memo(function SingleNode(props: SeatPlaceNodeProps) {
  const [seat] = props.place.seats;
  const status = shown(useSeatStatus(props.store, seat.index), props.isPublic);
  return placeGroup(props, status, statusClass(status), drawSeat(seat.kind, status, seat.number));
});

interface PairNodeProps extends SeatPlaceNodeProps {
  readonly left: Seat;
  readonly right: Seat;
}

/** A love seat of the map. Renders again only when one of its halves changes. */
export const PairNode = memo(function PairNode({ left, right, ...props }: PairNodeProps) {
  const first = shown(useSeatStatus(props.store, left.index), props.isPublic);
  const second = shown(useSeatStatus(props.store, right.index), props.isPublic);
  const figure = drawPair([first, second], [left.number, right.number]);
  return placeGroup(props, pairStatusOf(first, second), null, figure);
});

function shown(status: SeatStatus, isPublic: boolean): SeatStatus {
  return isPublic ? publicStatusOf(status) : status;
}

/** The accessible node of a place. Which one Tab reaches is kept by `useRovingFocus`, outside React. */
function placeGroup(
  { place, describeSeat, isDisabled }: SeatPlaceNodeProps,
  status: SeatStatus,
  className: string | null,
  figure: ReactNode,
): ReactNode {
  return (
    <g
      className={classNames('seat-place', className)}
      data-place={place.order}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- SVG has no button
      role="button"
      tabIndex={place.order === 0 ? 0 : -1}
      aria-label={describeSeat(place.seats, status)}
      aria-pressed={status === 'mine'}
      aria-disabled={isDisabled(place.seats, status)}
      transform={`translate(${place.x * unitsPerPitch} ${place.y * unitsPerPitch}) rotate(${place.angle})`}
    >
      {figure}
    </g>
  );
}
