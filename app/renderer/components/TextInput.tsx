import type { HTMLInputAutoCompleteAttribute, ReactNode, Ref } from 'react';
import { FieldError, Group, Input, Label, Text, TextField } from 'react-aria-components';
import { classNames } from './class-names.ts';

interface TextInputProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The label is for screen readers only. */
  readonly isLabelHidden?: boolean | undefined;
  readonly placeholder?: string | undefined;
  /** Below the field, before anything went wrong. */
  readonly description?: string | undefined;
  /** Says what is wrong and what to do. */
  readonly error?: string | undefined;
  readonly type?: 'text' | 'password' | 'email' | 'tel' | 'url' | undefined;
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | undefined;
  readonly autoComplete?: HTMLInputAutoCompleteAttribute | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly name?: string | undefined;
  readonly icon?: ReactNode;
  readonly trailing?: ReactNode;
  readonly inputRef?: Ref<HTMLInputElement> | undefined;
  readonly className?: string | undefined;
}

/** One line of text. */
export function TextInput({
  label,
  value,
  onChange,
  isLabelHidden = false,
  placeholder,
  description,
  error,
  type = 'text',
  inputMode,
  autoComplete = 'off',
  autoFocus = false,
  isDisabled = false,
  name,
  icon,
  trailing,
  inputRef,
  className,
}: TextInputProps) {
  return (
    <TextField
      value={value}
      onChange={onChange}
      type={type}
      autoComplete={autoComplete}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- the screen decides, where there is one thing to do
      autoFocus={autoFocus}
      isDisabled={isDisabled}
      isInvalid={error !== undefined}
      {...(inputMode && { inputMode })}
      {...(name !== undefined && { name })}
      {...(isLabelHidden && { 'aria-label': label })}
      className={classNames('flex flex-col gap-1.5 outline-none', className)}
    >
      {!isLabelHidden && <Label className="text-meta font-semibold text-2">{label}</Label>}
      <Group className="flex min-h-11 items-center gap-2.5 rounded-control border-[1.5px] border-line-strong bg-1 px-3 text-2 transition data-focus-visible:outline-3 data-focus-visible:outline-offset-3 data-focus-visible:outline-screen data-focus-within:border-screen data-invalid:border-velvet">
        {icon}
        <Input
          ref={inputRef ?? null}
          {...(placeholder !== undefined && { placeholder })}
          spellCheck={false}
          className="min-w-0 flex-1 bg-transparent text-[0.9375rem] text-1 outline-none placeholder:text-3"
        />
        {trailing}
      </Group>
      {description !== undefined && error === undefined && (
        <Text slot="description" className="text-meta text-3">
          {description}
        </Text>
      )}
      <FieldError className="text-meta font-semibold text-velvet">{error}</FieldError>
    </TextField>
  );
}
