import { Search, X } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { Button, Group, Input, SearchField as AriaSearchField } from 'react-aria-components';
import { classNames } from './class-names.ts';
import { KeyHint } from './KeyHint.tsx';

interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Enter. */
  readonly onSubmit?: ((value: string) => void) | undefined;
  readonly placeholder?: string | undefined;
  /** The key that leads here, shown while the field is empty. */
  readonly keyHint?: string | undefined;
  /** Before the key, e.g. a scanner's sign. */
  readonly trailing?: ReactNode;
  readonly clearLabel: string;
  readonly inputRef?: Ref<HTMLInputElement> | undefined;
  readonly className?: string | undefined;
}

/** Finds things by what is typed or scanned. Esc empties it. */
export function SearchField({
  label,
  value,
  onChange,
  onSubmit,
  placeholder,
  keyHint,
  trailing,
  clearLabel,
  inputRef,
  className,
}: SearchFieldProps) {
  return (
    <AriaSearchField
      aria-label={label}
      value={value}
      onChange={onChange}
      {...(onSubmit && { onSubmit })}
      className={classNames('outline-none', className)}
    >
      <Group className="flex min-h-11 items-center gap-2.5 rounded-control border-[1.5px] border-line-strong bg-1 px-3 text-2 transition data-focus-visible:outline-3 data-focus-visible:outline-offset-3 data-focus-visible:outline-screen data-focus-within:border-screen">
        <Search size={17} aria-hidden="true" className="shrink-0" />
        <Input
          ref={inputRef ?? null}
          {...(placeholder !== undefined && { placeholder })}
          spellCheck={false}
          autoComplete="off"
          className="min-w-0 flex-1 bg-transparent text-[0.9375rem] text-1 outline-none placeholder:text-3 [&::-webkit-search-cancel-button]:hidden"
        />
        {trailing}
        {value === '' ? (
          keyHint && <KeyHint>{keyHint}</KeyHint>
        ) : (
          <Button aria-label={clearLabel} className="-m-2 cursor-pointer rounded-chip p-2 data-hovered:text-1">
            <X size={16} aria-hidden="true" />
          </Button>
        )}
      </Group>
    </AriaSearchField>
  );
}
