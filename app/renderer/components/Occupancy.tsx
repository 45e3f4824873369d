import { Zap } from 'lucide-react';
import { OccupancyBar } from './OccupancyBar.tsx';
import { describeOccupancy } from './occupancy.ts';

interface OccupancyProps {
  readonly free: number;
  readonly capacity: number;
  /** Follows the number of free seats, e.g. "of 240". */
  readonly ofText: string;
  readonly fillingFastText: string;
  readonly soldOutText: string;
}

/** How many seats are left, in a number, in words where they matter, and in sixteen little seats. */
export function Occupancy({ free, capacity, ofText, fillingFastText, soldOutText }: OccupancyProps) {
  const { isFillingFast, isSoldOut } = describeOccupancy(free, capacity);
  return (
    <div className="flex flex-col gap-1">
      <span className="flex items-baseline gap-1.5 leading-tight whitespace-nowrap">
        {isSoldOut ? (
          <strong className="text-[0.9375rem] font-bold text-velvet">{soldOutText}</strong>
        ) : (
          <>
            <strong className="font-title text-strong">{free}</strong>
            <span className="text-meta text-3">{ofText}</span>
          </>
        )}
        {isFillingFast && (
          <span className="ms-1.5 inline-flex items-center gap-1 text-meta font-semibold text-tungsten-text">
            <Zap size={12} aria-hidden="true" />
            {fillingFastText}
          </span>
        )}
      </span>
      <OccupancyBar free={free} capacity={capacity} />
    </div>
  );
}
