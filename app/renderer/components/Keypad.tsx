import { ArrowLeft } from 'lucide-react';
import { Button, Group } from 'react-aria-components';
import { classNames } from './class-names.ts';
import { keypadKeys, type KeypadKey } from './keypad-keys.ts';

interface KeypadProps {
  readonly label: string;
  readonly onKey: (key: KeypadKey) => void;
  /** The key at the bottom left: two zeros for amounts, clear for PINs, or nothing. */
  readonly extraKey?: '00' | 'clear' | null | undefined;
  /** What the clear key says. */
  readonly clearLabel?: string | undefined;
  /** For screen readers, since the key shows an arrow. */
  readonly eraseLabel: string;
  readonly isDisabled?: boolean | undefined;
  readonly className?: string | undefined;
}

/** Ten digits to tap. What has been entered lives with the screen, which also listens to the real keyboard. */
export function Keypad({
  label,
  onKey,
  extraKey = null,
  clearLabel,
  eraseLabel,
  isDisabled = false,
  className,
}: KeypadProps) {
  return (
    <Group
      aria-label={label}
      dir="ltr"
      className={classNames('grid grid-cols-[repeat(3,minmax(64px,1fr))] gap-1.5', className)}
    >
      {keypadKeys(extraKey).map((key) =>
        key === null ? (
          <span key="empty" />
        ) : (
          <Button
            key={key}
            isDisabled={isDisabled}
            onPress={() => onKey(key)}
            {...(key === 'erase' && { 'aria-label': eraseLabel })}
            className="flex min-h-[52px] cursor-pointer items-center justify-center rounded-control border border-line bg-2 font-title text-large transition select-none data-disabled:cursor-default data-disabled:text-3 data-hovered:bg-3 data-pressed:scale-[0.97] data-pressed:bg-3 data-pressed:duration-press"
          >
            <KeyFace of={key} clearLabel={clearLabel} />
          </Button>
        ),
      )}
    </Group>
  );
}

function KeyFace({ of, clearLabel }: { readonly of: KeypadKey; readonly clearLabel: string | undefined }) {
  if (of === 'erase') return <ArrowLeft size={18} strokeWidth={2.4} aria-hidden="true" />;
  if (of === 'clear') return <span className="font-sans text-meta font-semibold text-2">{clearLabel}</span>;
  return of;
}
