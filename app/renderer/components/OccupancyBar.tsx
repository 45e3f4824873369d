import { classNames } from './class-names.ts';
import { describeOccupancy, occupancySeats } from './occupancy.ts';

interface OccupancyBarProps {
  readonly free: number;
  readonly capacity: number;
  /** For screen readers; without one the bar is decoration beside its number. */
  readonly label?: string | undefined;
}

/** Sixteen little seats; lit when the house fills fast. */
export function OccupancyBar({ free, capacity, label }: OccupancyBarProps) {
  const { filled, isFillingFast, isSoldOut } = describeOccupancy(free, capacity);
  const taken = isFillingFast
    ? 'bg-time border-time'
    : classNames('bg-[var(--text-3)] border-[var(--text-3)]', isSoldOut && 'opacity-80');
  return (
    <span
      className="flex gap-px"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {Array.from({ length: occupancySeats }, (_, seat) => (
        <span
          key={seat}
          className={classNames('h-2.5 w-[7px] rounded-[2.5px] border', seat < filled ? taken : 'border-line')}
        />
      ))}
    </span>
  );
}
