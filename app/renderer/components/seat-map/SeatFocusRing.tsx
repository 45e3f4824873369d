import { unitsPerPitch, type SeatPlace } from './seat-places.ts';

/** The keyboard's focus, drawn last so that no neighbour covers it. */
export function SeatFocusRing({ place }: { readonly place: SeatPlace }) {
  const width = place.width * unitsPerPitch - 2;
  return (
    <rect
      className="seat-focus-ring"
      x={-width / 2}
      y={-21}
      width={width}
      height={43}
      rx={13}
      transform={`translate(${place.x * unitsPerPitch} ${place.y * unitsPerPitch}) rotate(${place.angle})`}
    />
  );
}
