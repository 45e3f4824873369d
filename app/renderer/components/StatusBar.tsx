import type { ReactNode } from 'react';

interface StatusBarProps {
  readonly label: string;
  /** Who and where: station, cashier, shift. */
  readonly start: ReactNode;
  /** What it works with: printer, terminal, connection. */
  readonly end: ReactNode;
}

/** The line at the foot of the counter's window. Made of `StatusCell`s; never shows the drawer's total. */
export function StatusBar({ start, end, label }: StatusBarProps) {
  return (
    <footer
      aria-label={label}
      className="flex h-9 shrink-0 items-stretch justify-between border-t border-line bg-0 px-1 text-meta"
    >
      <div className="flex divide-x divide-line border-e border-line">{start}</div>
      <div className="flex divide-x divide-line border-s border-line">{end}</div>
    </footer>
  );
}
