import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type BannerTone = 'tungsten' | 'velvet' | 'screen' | 'exit';

interface BannerProps {
  readonly tone: BannerTone;
  /** A lucide icon of 18 px. */
  readonly icon?: ReactNode;
  /** What happened, in one sentence. */
  readonly fact: ReactNode;
  /** What to do about it. */
  readonly children?: ReactNode;
  /** At most one button, `outline` and `small`. */
  readonly action?: ReactNode;
  /** `alert` interrupts a screen reader: only for what stops the sale. */
  readonly role?: 'status' | 'alert' | undefined;
}

const looks: Readonly<Record<BannerTone, { box: string; icon: string }>> = {
  tungsten: { box: 'bg-tint-tungsten', icon: 'text-tungsten-text' },
  velvet: { box: 'bg-tint-velvet', icon: 'text-velvet' },
  screen: { box: 'bg-tint-screen', icon: 'text-screen' },
  exit: { box: 'bg-tint-exit', icon: 'text-exit' },
};

/** The bold fact, then what to do, then one button. */
export function Banner({ tone, icon, fact, children, action, role = 'status' }: BannerProps) {
  return (
    <div
      role={role}
      className={classNames(
        'flex min-h-[54px] animate-appear items-center gap-3 rounded-card px-4 py-1 text-body text-1',
        looks[tone].box,
      )}
    >
      {icon && <span className={classNames('flex shrink-0 [&_svg]:size-[18px]', looks[tone].icon)}>{icon}</span>}
      <p className="min-w-0 flex-1 py-1.5">
        <strong className="font-bold">{fact}</strong> {children}
      </p>
      {action && <div className="-me-2 shrink-0 [&_button]:bg-transparent">{action}</div>}
    </div>
  );
}
