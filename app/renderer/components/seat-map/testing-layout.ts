import { asId, type SeatId } from '#shared/domain/ids.ts';
import type { Seat, SeatKind, SeatLayout } from '#shared/domain/seat.ts';

/** Rows of seats for tests: a letter is a seat (`s` standard, `l` love seat, `w` wheelchair), `.` an empty pitch. */
export function layoutOf(rows: Readonly<Record<string, string>>): SeatLayout {
  const seats: Seat[] = [];
  let width = 0;
  for (const [rowIndex, [row, letters]] of Object.entries(rows).entries()) {
    let number = 0;
    for (const [column, letter] of [...letters].entries()) {
      const kind = kinds[letter];
      if (!kind) continue;
      number += 1;
      const id = asId<SeatId>(`${row}${number}`);
      seats.push({
        index: seats.length,
        id,
        row,
        number,
        x: column + 0.5,
        y: rowIndex + 1.5,
        angle: 0,
        width: 1,
        kind,
      });
    }
    width = Math.max(width, letters.length);
  }
  return {
    version: 1,
    width,
    height: Object.keys(rows).length + 2,
    screen: { left: 0, right: width, bow: 0.2 },
    seats,
  };
}

const kinds: Readonly<Record<string, SeatKind>> = { s: 'STANDARD', l: 'LOVESEAT', w: 'WHEELCHAIR' };
