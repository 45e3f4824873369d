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
          <path
            d="M3 29.5q10.5 1.6 21 0"
            className="fill-none stroke-(--seat-sold-fill)"
            strokeWidth="2.6"
            strokeLinecap="round"
          />
        </g>
        <path
          d="M13.5 8.2a2.7 2.7 0 1 1 0 5.4a2.7 2.7 0 1 1 0-5.4M8.3 19.4v-.8a4 4 0 0 1 4-4h2.4a4 4 0 0 1 4 4v.8z"
          className="fill-(--seat-sold-glyph)"
        />
        <rect
          x="31"
          y="3"
          width="23"
          height="21"
          rx="7"
          className="fill-(--seat-free-fill) stroke-(--seat-free-edge)"
          strokeWidth="1.5"
        />
        <path
          d="M32 29.5q10.5 1.6 21 0"
          fill="none"
          className="stroke-(--seat-free-edge)"
          strokeWidth="2.6"
          strokeLinecap="round"
        />
      </svg>
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{title}</p>
        {children && <p className="text-meta text-2">{children}</p>}
      </div>
      {action}
    </div>
  );
}
