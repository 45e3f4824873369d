import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type ChipTone = 'outline' | 'faint' | 'quiet' | 'tungsten' | 'screen' | 'velvet' | 'exit';

interface ChipProps {
  readonly children: ReactNode;
  readonly tone?: ChipTone | undefined;
  readonly icon?: ReactNode;
}

const looks: Readonly<Record<ChipTone, string>> = {
  outline: 'border border-line-strong text-2',
  faint: 'border border-line text-2',
  quiet: 'bg-3 text-2',
  tungsten: 'bg-tint-tungsten text-tungsten-text',
  screen: 'bg-tint-screen text-screen',
  velvet: 'bg-tint-velvet text-velvet',
  exit: 'bg-tint-exit text-exit',
};

/** A short fact in a box: a rating, a format, a state. */
export function Chip({ children, tone = 'outline', icon }: ChipProps) {
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1 rounded-chip px-[5px] py-px text-min leading-[1.3] font-semibold whitespace-nowrap',
        looks[tone],
      )}
    >
      {icon}
      {children}
    </span>
  );
}
