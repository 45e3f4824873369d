import type { ReactNode } from 'react';

interface EmptyStateProps {
  /** What isn't there: "No parked sales". */
  readonly title: ReactNode;
  /** One hint how it would come here. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** Nothing here yet: two seats and a hint. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="flex items-center gap-4 rounded-card border border-dashed border-line-strong px-4 py-2 text-body">
      <svg width="56" height="34" viewBox="0 0 56 34" aria-hidden="true" className="shrink-0">
        <g className="fill-(--seat-sold-fill)">
          <rect x="2" y="3" width="23" height="21" rx="7" />
          <path d="M3 29.5q10.500 1.600 21 0" className="fill-none stroke-(--seat-sold-fill)" strokeWidth="2.600" strokeLinecap="round" />
        </g>
        <path d="M13.500 8.200a2.700 2.700 0 1 1 0 5.400a2.700 2.700 0 1 1 0-5.400M8.300 19.400v-.8a4 4 0 0 1 4-4h2.400a4 4 0 0 1 4 4v.8z" className="fill-(--seat-sold-glyph)" />
        <rect x="31" y="3" width="23" height="21" rx="7" className="fill-(--seat-free-fill) stroke-(--seat-free-edge)" strokeWidth="1.500" />
        <path d="M32 29.500q10.500 1.600 21 0" fill="none" className="stroke-(--seat-free-edge)" strokeWidth="2.600" strokeLinecap="round" />
      </svg>
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{title}</p>
        {children && <p className="text-meta text-2">{children}</p>}
      </div>
      {action}
    </div>
  );
}
