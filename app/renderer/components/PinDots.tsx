import { classNames } from './class-names.ts';

interface PinDotsProps {
  /** How many digits are there already. */
  readonly entered: number;
  /** How many a PIN has. */
  readonly length?: number | undefined;
  /** For screen readers, e.g. "2 of 6 digits". Never the digits. */
  readonly label: string;
  readonly state?: 'entering' | 'checking' | 'wrong' | undefined;
}

/** A PIN without its digits. */
export function PinDots({ entered, length = 6, label, state = 'entering' }: PinDotsProps) {
  return (
    <div className={classNames('flex gap-3', state === 'checking' && 'animate-pulse-held')}>
      <span className="sr-only">{label}</span>
      {Array.from({ length }, (_, position) => (
        <span
          key={position}
          aria-hidden="true"
          className={classNames(
            'size-3.5 rounded-full border-2 transition duration-press',
            dotLook(position < entered, state === 'wrong'),
          )}
        />
      ))}
    </div>
  );
}

function dotLook(isFilled: boolean, isWrong: boolean): string {
  if (isWrong) return 'border-velvet';
  return isFilled ? 'border-time bg-time' : 'border-line-strong';
}
