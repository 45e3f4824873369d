import type { ReactNode } from 'react';

interface KeyHintProps {
  readonly children: ReactNode;
  /** `plain` is for a hint on a lit button: the word alone. */
  readonly look?: 'key' | 'plain' | undefined;
}

/** The key that does what stands beside it. Screen readers learn it from `aria-keyshortcuts` instead. */
export function KeyHint({ children, look = 'key' }: KeyHintProps) {
  if (look === 'plain') {
    return (
      <kbd aria-hidden="true" className="font-sans text-min font-semibold opacity-75">
        {children}
      </kbd>
    );
  }
  return (
    <kbd
      aria-hidden="true"
      className="inline-flex h-5 min-w-5 items-center justify-center rounded-chip border border-b-2 border-current/30 px-1.5 font-sans text-[0.6875rem] leading-none font-semibold text-current/80"
    >
      {children}
    </kbd>
  );
}
