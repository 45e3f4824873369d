import type { ReactNode } from 'react';
import { KeyHint } from './KeyHint.tsx';

interface PanelHeadingProps {
  readonly children: ReactNode;
  /** The key that opens what the section belongs to. */
  readonly keyHint?: string | undefined;
}

/** Heads a section of a side panel. */
export function PanelHeading({ children, keyHint }: PanelHeadingProps) {
  return (
    <div className="flex items-center justify-between">
      <h2 className="text-body font-semibold text-2">{children}</h2>
      {keyHint && <KeyHint>{keyHint}</KeyHint>}
    </div>
  );
}
