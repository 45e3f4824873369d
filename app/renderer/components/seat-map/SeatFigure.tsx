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

interface SeatFigureProps {
  readonly kind: SeatKind;
  readonly status: SeatStatus;
  /** The seat's number. */
  readonly number: number;
}

/** A seat that stands alone, drawn around its centre. Colours come from `seat-map.css` by the status's class. */
export function SeatFigure({ kind, status, number }: SeatFigureProps) {
  return <Figure shape={shapeOf(kind)} kind={kind} status={status} number={number} />;
}

interface PairFigureProps {
  readonly statuses: readonly [SeatStatus, SeatStatus];
  readonly numbers: readonly [number, number];
}

/** A love seat, drawn around the middle of its two seats. */
export function PairFigure({ statuses, numbers }: PairFigureProps) {
  return (
    <>
      <Figure shape={pairHalves[0]} kind="LOVESEAT" status={statuses[0]} number={numbers[0]} />
      <Figure shape={pairHalves[1]} kind="LOVESEAT" status={statuses[1]} number={numbers[1]} />
      <path className={`seat-divider seat-${statuses[0]}`} d={pairDivider} />
    </>
  );
}

function Figure({ shape, kind, status, number }: SeatFigureProps & { readonly shape: SeatShape }) {
  const isMine = status === 'mine';
  return (
    <g className={`seat-${status}`}>
      {isMine && <path className="seat-halo" d={shape.halo} />}
      <path className={kind === 'WHEELCHAIR' ? 'seat-back seat-back-dashed' : 'seat-back'} d={shape.back} />
      <path className="seat-cushion" d={shape.cushion} />
      <Face x={shape.middle} kind={kind} status={status} number={number} />
      {isMine && shape.badge && (
        <g className="seat-badge" transform={`translate(${shape.badge.x} ${shape.badge.y})`}>
          <circle r="6.4" />
          <path d={tick} />
        </g>
      )}
    </g>
  );
}

/** What stands on the cushion. */
function Face({ x, kind, status, number }: SeatFigureProps & { readonly x: number }) {
  const glyph = glyphs[status];
  if (glyph) return <path className="seat-glyph" transform={`translate(${x} ${cushionMiddle})`} d={glyph} />;
  if (kind === 'WHEELCHAIR') {
    return <path className="seat-sign" transform={`translate(0 ${cushionMiddle})`} d={wheelchairSign} />;
  }
  return (
    <text className="seat-number" x={x} y={cushionMiddle + 4.7}>
      {kind === 'COMPANION' ? '+1' : number}
    </text>
  );
}
