import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { classNames } from './class-names.ts';

export type StatusTone = 'plain' | 'fine' | 'station' | 'warning' | 'fault';

interface StatusCellProps {
  /** A lucide icon of 15 px; the station has a lit dot instead. */
  readonly icon?: ReactNode;
  readonly tone?: StatusTone | undefined;
  /** The word, e.g. "Printer ready". */
  readonly children: ReactNode;
  /** Quieter, after it, e.g. "paper 62 %". */
  readonly detail?: ReactNode;
  /** Opens the way to fix it. */
  readonly onPress?: (() => void) | undefined;
}

const tones: Readonly<Record<StatusTone, { cell: string; icon: string }>> = {
  plain: { cell: 'text-2', icon: '' },
  fine: { cell: 'text-2', icon: 'text-exit' },
  station: { cell: 'text-1 font-bold', icon: '' },
  warning: { cell: 'bg-tint-tungsten text-tungsten-text', icon: '' },
  fault: { cell: 'bg-tint-velvet text-velvet', icon: '' },
};

/** One fact of the status bar: icon and word. A fault tints the cell. */
export function StatusCell({ icon, tone = 'plain', children, detail, onPress }: StatusCellProps) {
  const look = tones[tone];
  const sign = tone === 'station' ? <span className="size-2 rounded-full bg-tungsten" /> : icon;
  const content = (
    <>
      {sign && <span className={classNames('flex shrink-0 [&_svg]:size-[15px]', look.icon)}>{sign}</span>}
      <span>{children}</span>
      {detail && (
        <span className={classNames('-ms-1', tone === 'warning' || tone === 'fault' ? '' : 'text-3')}>{detail}</span>
      )}
    </>
  );
  const className = classNames('flex items-center gap-2 px-3.5 whitespace-nowrap', look.cell);
  if (!onPress) return <div className={className}>{content}</div>;
  return (
    <Button
      onPress={onPress}
      className={classNames(
        className,
        'cursor-pointer transition data-hovered:brightness-110 data-focus-visible:-outline-offset-3',
      )}
    >
      {content}
    </Button>
  );
}
