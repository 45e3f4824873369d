import type { SeatKind } from '#shared/domain/seat.ts';
import { PairFigure, SeatFigure } from './SeatFigure.tsx';
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
    <ul className="flex flex-wrap items-center justify-center gap-x-4 gap-y-1 text-meta text-2">
      {items.map((item) => (
        <li key={item} className="flex items-center gap-2 whitespace-nowrap">
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

function LegendFigure({ item }: { readonly item: LegendItem }) {
  const isPair = item === 'loveseat';
  const width = isPair ? 80 : item === 'vip' ? 44 : 38;
  return (
    <svg
      aria-hidden="true"
      width={width * scale}
      height={height * scale}
      viewBox={`${-width / 2} -22 ${width} ${height}`}
      className="shrink-0 overflow-visible"
    >
      {item === 'blocked' && <SeatHatch />}
      {isPair ? (
        <PairFigure statuses={['free', 'free']} numbers={[1, 2]} />
      ) : (
        <SeatFigure {...figures[item]} number={8} />
      )}
    </svg>
  );
}
