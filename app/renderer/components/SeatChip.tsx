import { classNames } from './class-names.ts';

interface SeatChipProps {
  /** Row and number, e.g. `F14`. */
  readonly children: string;
  /** `mine` belongs to this order or to one of this station's parked sales. */
  readonly tone?: 'mine' | 'plain' | undefined;
}

/** A seat by name; the line below is its backrest. Seat ids read from left to right in every language. */
export function SeatChip({ children, tone = 'plain' }: SeatChipProps) {
  return (
    <bdi
      className={classNames(
        'inline-block rounded-chip border-b-2 px-1.5 text-min leading-[1.45] font-bold',
        tone === 'mine' ? 'border-time bg-tint-tungsten text-tungsten-text' : 'border-line-strong bg-3 text-1',
      )}
    >
      {children}
    </bdi>
  );
}
