/** The hatch of blocked seats. Once in a document suffices: every drawing refers to it by its id. */
export function SeatHatch() {
  return (
    <defs>
      <pattern id="seat-hatch" width="4.6" height="4.6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path className="seat-hatch-line" d="M0 0V4.6" />
      </pattern>
    </defs>
  );
}
