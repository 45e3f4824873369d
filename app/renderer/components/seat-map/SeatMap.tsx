import { memo, useMemo, useRef } from 'react';
import type { Seat, SeatLayout } from '#shared/domain/seat.ts';
import { classNames } from '../class-names.ts';
import { MapBackdrop, ScreenLight } from './MapBackdrop.tsx';
import { mapMargin } from './map-margin.ts';
import { SeatFocusRing } from './SeatFocusRing.tsx';
import { SeatHatch } from './SeatHatch.tsx';
import type { SeatMapStore } from './seat-map-store.ts';
import { PairNode, SingleNode, type SeatPlaceOptions } from './place-nodes.tsx';
import { seatPlaces, unitsPerPitch, type SeatPlace } from './seat-places.ts';
import type { SeatStatus } from './seat-status.ts';
import { useMapGestures } from './use-map-gestures.ts';
import { useMapZoom } from './use-map-zoom.ts';
import { useMineInView } from './use-mine-in-view.ts';
import { useRovingFocus } from './use-roving-focus.ts';
import { useSeatInput } from './use-seat-input.ts';
import { ZoomControls, type ZoomLabels } from './ZoomControls.tsx';
import './seat-map.css';

interface SeatMapProps {
  readonly layout: SeatLayout;
  readonly store: SeatMapStore;
  /** For screen readers: what this is a map of. */
  readonly label: string;
  /** Stands below the screen. */
  readonly screenLabel: string;
  /** What a screen reader says of a place, e.g. "Row F seat 10, standard, free, €13.50". A new function renders all. */
  readonly describeSeat: (seats: readonly Seat[], status: SeatStatus) => string;
  /** A seat was chosen or given back; a love seat comes with both seats. Never called for disabled ones. */
  readonly onToggle: (seats: readonly Seat[], status: SeatStatus) => void;
  /** By default whatever is neither free nor of this order. A new function renders all seats. */
  readonly isDisabled?: ((seats: readonly Seat[], status: SeatStatus) => boolean) | undefined;
  /** For guests: other people's holds are simply taken, and the overview may be smaller than a finger. */
  readonly isPublic?: boolean | undefined;
  /** The largest seat pitch, in pixels, that the map takes by itself when there is room. */
  readonly maximumPitch?: number | undefined;
  /** Rows whose letters are lit. */
  readonly activeRows?: ReadonlySet<string> | undefined;
  readonly zoomLabels: ZoomLabels;
}

/** Seats of a counter stay as large as a finger; those of a kiosk's overview may shrink, a tap enlarges them. */
const smallestPitch = { counter: 44, overview: 20, touch: 64 } as const;

/** The live plan of an auditorium. */
export function SeatMap({
  layout,
  store,
  label,
  screenLabel,
  describeSeat,
  onToggle,
  isDisabled = isUnavailable,
  isPublic = false,
  maximumPitch = 56,
  activeRows,
  zoomLabels,
}: SeatMapProps) {
  const places = useMemo(() => seatPlaces(layout), [layout]);
  const plan = { width: layout.width + 2 * mapMargin.side, height: layout.height + mapMargin.top };
  const smallest = isPublic ? smallestPitch.overview : smallestPitch.counter;
  const viewRef = useRef<HTMLDivElement>(null);
  const zoom = useMapZoom({ viewRef, plan, smallest, comfortable: maximumPitch });
  useMapGestures(viewRef, zoom);
  useMineInView(viewRef, layout, store, zoom.pitch);
  const mapRef = useRef<SVGSVGElement>(null);
  const focus = useRovingFocus(places, mapRef);
  // A tap on an overview comes nearer: at that size no finger means one seat.
  const isOverview = isPublic && zoom.pitch < smallestPitch.counter;
  const pressZoomsTo = isOverview ? smallestPitch.touch : null;
  const input = useSeatInput({ viewRef, places, store, isDisabled, zoom, focus, pressZoomsTo, onToggle });
  const viewBox = [-mapMargin.side, -mapMargin.top, plan.width, plan.height].map((each) => each * unitsPerPitch);
  return (
    <div className="relative size-full min-h-0">
      {/* Out of the flow: a plan that is zoomed must scroll, not push its column wider. Never mirrored, nor its scrolling. */}
      <div
        ref={viewRef}
        dir="ltr"
        className="absolute inset-0 grid touch-pan-x touch-pan-y place-content-center-safe overflow-auto"
      >
        {zoom.isReady && (
          <div
            className={classNames('relative', zoom.isCut && 'mb-18')}
            style={{ width: plan.width * zoom.pitch, height: plan.height * zoom.pitch }}
          >
            <ScreenLight layout={layout} pitch={zoom.pitch} />
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- one listener for all seats */}
            <svg
              ref={mapRef}
              // Screen readers leave the arrow keys to the map: its seats have places, not only an order.
              role="application"
              aria-label={label}
              viewBox={viewBox.join(' ')}
              className={classNames('relative block size-full select-none', isOverview && 'seat-map-numberless')}
              onFocus={focus.onFocus}
              onBlur={focus.onBlur}
              {...input}
            >
              <SeatHatch />
              <MapBackdrop layout={layout} screenLabel={screenLabel} activeRows={activeRows} isCut={zoom.isCut} />
              <Places
                places={places}
                store={store}
                describeSeat={describeSeat}
                isDisabled={isDisabled}
                isPublic={isPublic}
              />
              {focus.focused && <SeatFocusRing place={focus.focused} />}
            </svg>
          </div>
        )}
      </div>
      {zoom.isReady && (zoom.isCut || !zoom.isFit) && <ZoomControls zoom={zoom} labels={zoomLabels} />}
    </div>
  );
}

/** Held apart so that neither zoom nor focus touches the seats. */
const Places = memo(function Places({
  places,
  ...options
}: SeatPlaceOptions & { readonly places: readonly SeatPlace[] }) {
  return (
    <g>
      {places.map((place) => {
        const [left, right] = place.seats;
        return right ? (
          <PairNode key={left.index} place={place} left={left} right={right} {...options} />
        ) : (
          <SingleNode key={left.index} place={place} {...options} />
        );
      })}
    </g>
  );
});

function isUnavailable(_seats: readonly Seat[], status: SeatStatus): boolean {
  return status !== 'free' && status !== 'mine';
}
