import { memo, useMemo, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import type { Seat, SeatLayout } from '#shared/domain/seat.ts';
import { classNames } from '../class-names.ts';
import { MapBackdrop, ScreenLight } from './MapBackdrop.tsx';
import { mapMargin } from './map-margin.ts';
import { SeatFocusRing } from './SeatFocusRing.tsx';
import { SeatHatch } from './SeatHatch.tsx';
import type { SeatMapStore } from './seat-map-store.ts';
import { moveOfKey } from './seat-moves.ts';
import { PairNode, SingleNode, type SeatPlaceOptions } from './place-nodes.tsx';
import { placeAt, seatPlaces, unitsPerPitch, type SeatPlace } from './seat-places.ts';
import { pairStatusOf, type SeatStatus } from './seat-status.ts';
import { useMapGestures } from './use-map-gestures.ts';
import { useMapZoom } from './use-map-zoom.ts';
import { useRovingFocus } from './use-roving-focus.ts';
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
  const zoom = useMapZoom({ plan, smallest, comfortable: maximumPitch });
  useMapGestures(zoom);
  const mapRef = useRef<SVGSVGElement>(null);
  const focus = useRovingFocus(places, mapRef);
  const isOverview = isPublic && zoom.pitch < smallestPitch.counter;

  function toggle(place: SeatPlace) {
    focus.remember(place);
    const status = statusOf(store, place);
    if (!isDisabled(place.seats, status)) onToggle(place.seats, status);
  }

  function handleClick(event: MouseEvent<SVGSVGElement>) {
    const place = placeOfEvent(event) ?? placeBelow(event, zoom.pitch);
    if (isOverview) zoom.zoomTo(smallestPitch.touch, pointInView(event, zoom.viewRef.current));
    else if (place) toggle(place);
  }

  function handleKey(event: KeyboardEvent<SVGSVGElement>) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (!pressKey(event.key, placeOfEvent(event))) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Whether the key means something here. */
  function pressKey(key: string, place: SeatPlace | undefined): boolean {
    const move = moveOfKey(key);
    if (place && move) focus.move(place, move);
    else if (place && (key === ' ' || key === 'Enter')) toggle(place);
    else if (key === '+') zoom.zoomIn();
    else if (key === '-') zoom.zoomOut();
    else if (key === '0') zoom.fit();
    else return false;
    return true;
  }

  function placeOfEvent({ target }: { readonly target: EventTarget }): SeatPlace | undefined {
    const node = (target as Element).closest<SVGElement>('[data-place]');
    return node ? places[Number(node.dataset['place'])] : undefined;
  }

  /** Between cushions, too, a press means the seat whose pitch it falls into. */
  function placeBelow(event: MouseEvent<SVGSVGElement>, pitch: number): SeatPlace | undefined {
    const box = event.currentTarget.getBoundingClientRect();
    const x = (event.clientX - box.left) / pitch - mapMargin.side;
    return placeAt(places, x, (event.clientY - box.top) / pitch - mapMargin.top);
  }

  const viewBox = [-mapMargin.side, -mapMargin.top, plan.width, plan.height].map((each) => each * unitsPerPitch);
  return (
    <div className="relative size-full min-h-0">
      {/* Plans are never mirrored, and neither is their scrolling. */}
      <div
        ref={zoom.viewRef}
        dir="ltr"
        className="grid size-full touch-pan-x touch-pan-y place-content-center-safe overflow-auto"
      >
        {zoom.isReady && (
          <div
            className={classNames('relative', zoom.isCut && 'mb-18')}
            style={{ width: plan.width * zoom.pitch, height: plan.height * zoom.pitch }}
          >
            <ScreenLight layout={layout} pitch={zoom.pitch} />
            <svg
              ref={mapRef}
              role="group"
              aria-label={label}
              viewBox={viewBox.join(' ')}
              className={classNames('relative block size-full select-none', isOverview && 'seat-map-numberless')}
              onClick={handleClick}
              onKeyDown={handleKey}
              onFocus={focus.onFocus}
              onBlur={focus.onBlur}
              onMouseDown={keepFocus}
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

/** A press must not steal the focus: Enter still belongs to the sale's next step. */
function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}

function isUnavailable(_seats: readonly Seat[], status: SeatStatus): boolean {
  return status !== 'free' && status !== 'mine';
}

function statusOf(store: SeatMapStore, { seats }: SeatPlace): SeatStatus {
  const [left, right] = seats;
  const status = store.getStatus(left.index);
  return right ? pairStatusOf(status, store.getStatus(right.index)) : status;
}

function pointInView(event: MouseEvent, view: Element | null): { readonly x: number; readonly y: number } {
  const box = view?.getBoundingClientRect();
  return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
}
