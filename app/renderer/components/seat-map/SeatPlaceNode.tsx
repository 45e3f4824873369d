import { memo, type ReactNode } from 'react';
import type { Seat } from '#shared/domain/seat.ts';
import { PairFigure, SeatFigure } from './SeatFigure.tsx';
import { useSeatStatus, type SeatMapStore } from './seat-map-store.ts';
import { unitsPerPitch, type SeatPlace } from './seat-places.ts';
import { publicStatusOf, type SeatStatus } from './seat-status.ts';

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

/** One place of the map. Renders again only when its own seats change. */
export const SeatPlaceNode = memo(function SeatPlaceNode({ place, ...options }: SeatPlaceNodeProps) {
  const [left, right] = place.seats;
  return right ? (
    <PairNode place={place} left={left} right={right} {...options} />
  ) : (
    <SingleNode place={place} seat={left} {...options} />
  );
});

function SingleNode({ seat, store, isPublic, ...rest }: SeatPlaceNodeProps & { readonly seat: Seat }) {
  const status = shown(useSeatStatus(store, seat.index), isPublic);
  return (
    <Node {...rest} status={status}>
      <SeatFigure kind={seat.kind} status={status} number={seat.number} />
    </Node>
  );
}

function PairNode({
  left,
  right,
  store,
  isPublic,
  ...rest
}: SeatPlaceNodeProps & { readonly left: Seat; readonly right: Seat }) {
  const first = shown(useSeatStatus(store, left.index), isPublic);
  const second = shown(useSeatStatus(store, right.index), isPublic);
  return (
    <Node {...rest} status={pairStatusOf(first, second)}>
      <PairFigure statuses={[first, second]} numbers={[left.number, right.number]} />
    </Node>
  );
}

function shown(status: SeatStatus, isPublic: boolean): SeatStatus {
  return isPublic ? publicStatusOf(status) : status;
}

/** A love seat is sold as one: it is free only when both halves are; otherwise the half that isn't speaks. */
export function pairStatusOf(first: SeatStatus, second: SeatStatus): SeatStatus {
  return first === 'free' ? second : first;
}

interface NodeProps extends Pick<SeatPlaceOptions, 'describeSeat' | 'isDisabled'> {
  readonly place: SeatPlace;
  readonly status: SeatStatus;
  readonly children: ReactNode;
}

/** The accessible node of a place. Which one Tab reaches is kept by `useRovingFocus`, outside React. */
function Node({ place, status, describeSeat, isDisabled, children }: NodeProps) {
  return (
    <g
      className="seat-place"
      data-place={place.order}
      role="button"
      tabIndex={place.order === 0 ? 0 : -1}
      aria-label={describeSeat(place.seats, status)}
      aria-pressed={status === 'mine'}
      aria-disabled={isDisabled(place.seats, status)}
      transform={`translate(${place.x * unitsPerPitch} ${place.y * unitsPerPitch}) rotate(${place.angle})`}
    >
      {children}
    </g>
  );
}
