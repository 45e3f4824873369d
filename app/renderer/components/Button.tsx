import type { ReactNode, Ref } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { classNames } from './class-names.ts';
import { KeyHint } from './KeyHint.tsx';
import { Spinner } from './Spinner.tsx';

export type ButtonVariant = 'primary' | 'outline' | 'faint' | 'quiet' | 'tinted' | 'danger';

interface ButtonProps {
  readonly children?: ReactNode;
  /** One `primary` per view; `tinted` is lit because it concerns this order, but isn't the next step. */
  readonly variant?: ButtonVariant | undefined;
  readonly size?: 'small' | 'medium' | 'large' | undefined;
  readonly icon?: ReactNode;
  /** The key that does the same, as printed on it. Listening for it is the screen's business. */
  readonly keyHint?: string | undefined;
  readonly hintFirst?: boolean | undefined;
  /** Work is under way: presses do nothing, the focus stays. */
  readonly isBusy?: boolean | undefined;
  readonly isDisabled?: boolean | undefined;
  /** For screen readers, where the children are only a sign. */
  readonly label?: string | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly type?: 'button' | 'submit' | 'reset' | undefined;
  /** The id of the form that a submit button outside of it sends. */
  readonly form?: string | undefined;
  readonly className?: string | undefined;
  readonly buttonRef?: Ref<HTMLButtonElement> | undefined;
  readonly onPress?: (() => void) | undefined;
}

const looks: Readonly<Record<ButtonVariant, string>> = {
  primary:
    'bg-primary text-on-primary border-transparent data-hovered:brightness-105 [&_kbd]:border-current/70 [&_kbd]:text-current',
  outline: 'bg-1 text-1 border-line-strong data-hovered:bg-2',
  faint: 'bg-1 text-1 border-line data-hovered:border-line-strong',
  quiet: 'bg-2 text-1 border-transparent data-hovered:bg-3',
  tinted: 'bg-tint-tungsten text-tungsten-text border-time data-hovered:brightness-110',
  danger: 'bg-tint-velvet text-velvet border-velvet data-hovered:brightness-110',
};

const sizes = {
  small: 'min-h-9 px-3 text-meta gap-2',
  medium: 'min-h-11 px-4 text-[0.9375rem] gap-2.5',
  large: 'min-h-16 px-6 text-large font-bold gap-3',
} as const;

/** Something to press. Put a verb on it, and the amount when it moves money. */
export function Button({
  children,
  variant = 'outline',
  size = 'medium',
  icon,
  keyHint,
  hintFirst = false,
  isBusy = false,
  isDisabled = false,
  label,
  autoFocus = false,
  type = 'button',
  form,
  className,
  buttonRef,
  onPress,
}: ButtonProps) {
  const hintLook = variant === 'primary' && size !== 'large' ? 'plain' : 'key';
  const hint = keyHint && <KeyHint look={hintLook}>{keyHint}</KeyHint>;
  return (
    <AriaButton
      ref={buttonRef ?? null}
      type={type}
      isPending={isBusy}
      isDisabled={isDisabled}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- the screen decides, where there is one thing to do
      autoFocus={autoFocus}
      {...(form !== undefined && { form })}
      {...(label !== undefined && { 'aria-label': label })}
      {...(onPress && { onPress })}
      className={classNames(
        'relative inline-flex cursor-pointer items-center justify-center rounded-control border-[1.5px] font-[650] tracking-[-0.01em] transition select-none',
        'data-pressed:scale-[0.985] data-pressed:duration-press data-pending:cursor-progress',
        'data-disabled:cursor-default data-disabled:border-transparent data-disabled:bg-2 data-disabled:text-3 data-disabled:filter-none',
        looks[variant],
        sizes[size],
        className,
      )}
    >
      {hintFirst && hint}
      {isBusy ? <Spinner /> : icon}
      {children}
      {!hintFirst && hint}
    </AriaButton>
  );
}
