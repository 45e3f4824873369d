import type { ReactNode } from 'react';
import type { SeatKind } from '#shared/domain/seat.ts';
import {
  cushionMiddle,
  glyphs,
  pairDivider,
  pairHalves,
  shapeOf,
  tick,
  wheelchairSign,
  type SeatShape,
} from './seat-shapes.ts';
import type { SeatStatus } from './seat-status.ts';

/** What the group around a figure's parts must be called, so that `seat-map.css` colours them. */
export function statusClass(status: SeatStatus): string {
  return `seat-${status}`;
}

/*
 * These are plain functions rather than components: a hall has a thousand seats, and a component more for each of them
 * costs a tenth of the time until the map is there.
 */

/** The parts of a seat that stands alone, around its centre; put them into a group of the status's class. */
export function drawSeat(kind: SeatKind, status: SeatStatus, number: number): ReactNode {
  return drawShape(shapeOf(kind), kind, status, number);
}

/** A love seat, around the middle of its two seats. Its groups are inside. */
export function drawPair(statuses: readonly [SeatStatus, SeatStatus], numbers: readonly [number, number]): ReactNode {
  return (
    <>
      <g className={statusClass(statuses[0])}>{drawShape(pairHalves[0], 'LOVESEAT', statuses[0], numbers[0])}</g>
      <g className={statusClass(statuses[1])}>{drawShape(pairHalves[1], 'LOVESEAT', statuses[1], numbers[1])}</g>
      <path className={`seat-divider ${statusClass(statuses[0])}`} d={pairDivider} />
    </>
  );
}

function drawShape(shape: SeatShape, kind: SeatKind, status: SeatStatus, number: number): ReactNode {
  const isMine = status === 'mine';
  return (
    <>
      {isMine && <path className="seat-halo" d={shape.halo} />}
      <path className={kind === 'WHEELCHAIR' ? 'seat-back seat-back-dashed' : 'seat-back'} d={shape.back} />
      <path className="seat-cushion" d={shape.cushion} />
      {drawFace(shape.middle, kind, status, number)}
      {isMine && shape.badge && (
        <g className="seat-badge" transform={`translate(${shape.badge.x} ${shape.badge.y})`}>
          <circle r="6.4" />
          <path d={tick} />
        </g>
      )}
    </>
  );
}

/** What stands on the cushion. */
function drawFace(x: number, kind: SeatKind, status: SeatStatus, number: number): ReactNode {
  const glyph = glyphs[status];
  if (glyph) return <path className="seat-glyph" transform={`translate(${x} ${cushionMiddle})`} d={glyph} />;
  if (kind === 'WHEELCHAIR') {
    return <path className="seat-sign" transform={`translate(0 ${cushionMiddle})`} d={wheelchairSign} />;
  }
  return (
    <text className={kind === 'COMPANION' ? 'seat-number seat-plus-one' : 'seat-number'} x={x} y={cushionMiddle + 4.7}>
      {kind === 'COMPANION' ? '+1' : number}
    </text>
  );
}
