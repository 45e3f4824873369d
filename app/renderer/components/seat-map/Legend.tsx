import type { SeatKind } from '#shared/domain/seat.ts';
import { drawPair, drawSeat, statusClass } from './seat-drawing.tsx';
import { SeatHatch } from './SeatHatch.tsx';
import type { SeatStatus } from './seat-status.ts';
import './seat-map.css';

export const legendItems = [
  'free',
  'mine',
  'held',
  'paying',
  'sold',
  'blocked',
  'vip',
  'loveseat',
  'wheelchair',
  'companion',
] as const;
export type LegendItem = (typeof legendItems)[number];

interface LegendProps {
  readonly labels: Readonly<Record<LegendItem, string>>;
  readonly items?: readonly LegendItem[] | undefined;
}

const figures: Readonly<Record<LegendItem, { readonly kind: SeatKind; readonly status: SeatStatus }>> = {
  free: { kind: 'STANDARD', status: 'free' },
  mine: { kind: 'STANDARD', status: 'mine' },
  held: { kind: 'STANDARD', status: 'held' },
  paying: { kind: 'STANDARD', status: 'paying' },
  sold: { kind: 'STANDARD', status: 'sold' },
  blocked: { kind: 'STANDARD', status: 'blocked' },
  vip: { kind: 'VIP', status: 'free' },
  loveseat: { kind: 'LOVESEAT', status: 'free' },
  wheelchair: { kind: 'WHEELCHAIR', status: 'free' },
  companion: { kind: 'COMPANION', status: 'free' },
};

/** What the seats of the map mean: first the cushions, then the backrests. */
export function Legend({ labels, items = legendItems }: LegendProps) {
  return (
    <ul className="flex flex-wrap items-center justify-center gap-x-[17px] gap-y-1 text-meta text-2">
      {items.map((item) => (
        <li key={item} className="flex items-center gap-2.5 whitespace-nowrap">
          <LegendFigure item={item} />
          {labels[item]}
        </li>
      ))}
    </ul>
  );
}

/** Of the natural size. */
const scale = 0.7;
const height = 42;

function widthOf(item: LegendItem): number {
  if (item === 'loveseat') return 77;
  return item === 'vip' ? 43 : 32;
}

function LegendFigure({ item }: { readonly item: LegendItem }) {
  const width = widthOf(item);
  const { kind, status } = figures[item];
  return (
    <svg
      aria-hidden="true"
      width={width * scale}
      height={height * scale}
      viewBox={`${-width / 2} -22 ${width} ${height}`}
      className="shrink-0 overflow-visible"
    >
      {item === 'blocked' && <SeatHatch />}
      {item === 'loveseat' ? (
        drawPair(['free', 'free'], [1, 2])
      ) : (
        <g className={statusClass(status)}>{drawSeat(kind, status, 8)}</g>
      )}
    </svg>
  );
}
