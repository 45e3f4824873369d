import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

interface PanelProps {
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/** A card that stands on the room. */
export function Panel({ children, className }: PanelProps) {
  return <div className={classNames('rounded-card border border-line bg-1 p-3', className)}>{children}</div>;
}
