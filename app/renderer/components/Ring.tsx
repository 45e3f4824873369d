import type { CSSProperties, ReactNode } from 'react';
import { ringMode, ringShare, ringText, type RingMode } from './ring.ts';

interface RingProps {
  /** By the server's clock. */
  readonly remainingMs: number;
  /** What a full ring stands for. */
  readonly totalMs: number;
  /** The server is away: the ring stands still and turns grey. Words beside it must say so. */
  readonly isAway?: boolean | undefined;
  /** For screen readers, e.g. "4 minutes 12 seconds left". */
  readonly label: string;
  /** In pixels. */
  readonly size?: number | undefined;
  /** Stands in the middle instead of minutes and seconds. */
  readonly children?: ReactNode;
}

const strokes: Readonly<Record<RingMode, string>> = {
  calm: 'stroke-time',
  'last-minute': 'stroke-velvet',
  away: 'stroke-[var(--text-3)]',
  over: 'stroke-velvet',
};

/** The film leader: a ring that runs out, a cross-hair and the wedge that sweeps away. Never mirrored. */
export function Ring({ remainingMs, totalMs, isAway = false, label, size = 68, children }: RingProps) {
  const mode = ringMode(remainingMs, isAway);
  // A dot stays on the ring when the time is up.
  const share = mode === 'over' ? 0.001 : ringShare(remainingMs, totalMs);
  const left: CSSProperties = {
    strokeDashoffset: 1 - share,
    // One second's way takes one second: the ring sweeps although its props step.
    transition: mode === 'away' ? 'none' : 'stroke-dashoffset 1s linear, stroke 140ms',
  };
  return (
    <span
      role="timer"
      aria-label={label}
      dir="ltr"
      data-mode={mode}
      className="relative inline-grid shrink-0 place-items-center"
      style={{ width: size, height: size }}
    >
      <svg viewBox="0 0 68 68" className="absolute inset-0 size-full -rotate-90" aria-hidden="true">
        <circle cx="34" cy="34" r="31.5" fill="none" className="stroke-line" strokeWidth="4.4" />
        <g className={strokes[mode]} fill="none" strokeDasharray="1 1">
          {mode !== 'over' && (
            <circle cx="34" cy="34" r="12" pathLength={1} strokeWidth="24" strokeOpacity="0.17" style={left} />
          )}
          <circle cx="34" cy="34" r="31.5" pathLength={1} strokeWidth="4.4" strokeLinecap="round" style={left} />
        </g>
        <path d="M10 34H58M34 10V58" className="stroke-line" strokeWidth="1" />
      </svg>
      {children ?? (
        <span className="relative font-title leading-none" style={{ fontSize: Math.max(12, size * 0.28) }}>
          {ringText(remainingMs)}
        </span>
      )}
    </span>
  );
}
