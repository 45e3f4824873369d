import { asId, type SeatId } from '#shared/domain/ids.ts';
import type { Seat, SeatKind, SeatLayout } from '#shared/domain/seat.ts';

/** One row as it is drawn on paper. */
export interface RowPlan {
  readonly row: string;
  /**
   * Its blocks from left to right with `|` for each aisle. A letter is a seat: `s` standard, `v` VIP, `l` love seat,
   * `w` wheelchair, `c` companion; `.` leaves one pitch empty and `,` half a pitch. Each block must fill its width.
   */
  readonly seats: string;
  /** A cross aisle before the row, in seat pitches. */
  readonly gapBefore?: number;
}

/** An auditorium in words of its architect; `buildLayout` turns it into seats. All lengths are in seat pitches. */
export interface LayoutPlan {
  readonly version: number;
  /** The widths of the blocks of seats from left to right. */
  readonly blocks: readonly number[];
  /** The width of each aisle between two blocks. */
  readonly aisle: number;
  /** How far the ends of the first and of the last row come forward; rows between them follow evenly. */
  readonly bow: { readonly front: number; readonly back: number };
  /** The screen is centred. */
  readonly screen: { readonly width: number; readonly bow: number };
  /** From the screen to the back. */
  readonly rows: readonly RowPlan[];
}

const kindByLetter: Readonly<Record<string, SeatKind>> = {
  s: 'STANDARD',
  v: 'VIP',
  l: 'LOVESEAT',
  w: 'WHEELCHAIR',
  c: 'COMPANION',
};
const emptyByLetter: Readonly<Record<string, number>> = { '.': 1, ',': 0.5 };
const vipWidth = 1.25;

/** From the screen's edge of the plan to the front edge of the first row's ends: room for the screen and its caption. */
const distanceToFirstRow = 0.92;
/** From the middle of the last row to the edge of the plan: half a seat and its backrest. */
const distanceBehindLastRow = 0.6;

/**
 * Builds the seats of a plan: numbered from 1 in each row from the left, indexed row by row from the screen, moved and
 * turned along a parabola. Throws a RangeError when a row doesn't fill its blocks or a letter means nothing.
 */
export function buildLayout(plan: LayoutPlan): SeatLayout {
  const width = plan.blocks.reduce((sum, each) => sum + each, 0) + plan.aisle * (plan.blocks.length - 1);
  const seats: Seat[] = [];
  let depth = distanceToFirstRow + plan.bow.front;
  for (const [rowIndex, rowPlan] of plan.rows.entries()) {
    if (rowIndex > 0) depth += 1 + (rowPlan.gapBefore ?? 0);
    const arc = { middle: width / 2, depth, bow: bowOf(plan, rowIndex) };
    for (const [position, place] of placesOf(plan, rowPlan).entries()) {
      const { row } = rowPlan;
      const number = position + 1;
      const id = asId<SeatId>(`${row}${number}`);
      seats.push({ index: seats.length, id, row, number, ...pointOn(arc, place.x), ...place });
    }
  }
  const left = rounded((width - plan.screen.width) / 2);
  const screen = { left, right: rounded(left + plan.screen.width), bow: plan.screen.bow };
  return {
    version: plan.version,
    width: rounded(width),
    height: rounded(depth + distanceBehindLastRow),
    screen,
    seats,
  };
}

type Place = Pick<Seat, 'x' | 'width' | 'kind'>;

/** The seats of a row while it is still straight. */
function placesOf(plan: LayoutPlan, rowPlan: RowPlan): readonly Place[] {
  const blocks = rowPlan.seats.split('|');
  if (blocks.length !== plan.blocks.length) throw new RangeError(`row ${rowPlan.row} has ${blocks.length} blocks`);
  const places: Place[] = [];
  let left = 0;
  for (const [blockIndex, letters] of blocks.entries()) {
    let filled = 0;
    for (const letter of letters) {
      const kind = kindByLetter[letter];
      const width = kind ? widthOf(kind) : emptyByLetter[letter];
      if (width === undefined) throw new RangeError(`row ${rowPlan.row} has the unknown letter ${letter}`);
      if (kind) places.push({ x: rounded(left + filled + width / 2), width, kind });
      filled += width;
    }
    if (filled !== plan.blocks[blockIndex])
      throw new RangeError(`row ${rowPlan.row} does not fill block ${blockIndex + 1}`);
    left += filled + plan.aisle;
  }
  return places;
}

function widthOf(kind: SeatKind): number {
  return kind === 'VIP' ? vipWidth : 1;
}

function bowOf({ bow, rows }: LayoutPlan, rowIndex: number): number {
  const share = rows.length > 1 ? rowIndex / (rows.length - 1) : 0;
  return bow.front + (bow.back - bow.front) * share;
}

interface Arc {
  readonly middle: number;
  /** Where the middle of the row stands; its ends are `bow` nearer to the screen. */
  readonly depth: number;
  readonly bow: number;
}

/** The place and the turn of a seat whose row bends along a parabola around the screen. */
function pointOn({ middle, depth, bow }: Arc, x: number): Pick<Seat, 'y' | 'angle'> {
  const offset = (x - middle) / middle;
  const slope = (-2 * bow * offset) / middle;
  return { y: rounded(depth - bow * offset ** 2), angle: rounded((Math.atan(slope) * 180) / Math.PI) };
}

/** Plans are sent to every station: three digits are finer than a pixel. Also turns -0 into 0. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000 + 0;
}
