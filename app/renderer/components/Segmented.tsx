import type { ReactNode } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import { classNames } from './class-names.ts';

export interface SegmentedOption<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly isDisabled?: boolean | undefined;
}

interface SegmentedProps<Value extends string> {
  /** For screen readers: what is being chosen. */
  readonly label: string;
  readonly options: readonly SegmentedOption<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly isDisabled?: boolean | undefined;
  /** `even` gives every option the same width, `content` what its words need. */
  readonly fit?: 'even' | 'content' | undefined;
  readonly className?: string | undefined;
}

const fits = {
  even: 'min-h-11 flex-1 basis-0 data-selected:border-line-strong',
  // The well's edge belongs to the target: 44 px in all.
  content: 'relative min-h-10 before:absolute before:-inset-0.5',
} as const;

/** One of a few, all in sight. The arrow keys choose. */
export function Segmented<Value extends string>({
  label,
  options,
  value,
  onChange,
  isDisabled = false,
  fit = 'even',
  className,
}: SegmentedProps<Value>) {
  return (
    <RadioGroup
      aria-label={label}
      orientation="horizontal"
      value={value}
      onChange={(chosen) => onChange(chosen as Value)}
      isDisabled={isDisabled}
      className={classNames('flex gap-0.5 rounded-control bg-well p-0.5', className)}
    >
      {options.map((option) => (
        <Radio
          key={option.value}
          value={option.value}
          isDisabled={option.isDisabled ?? false}
          className={classNames(
            'flex cursor-pointer items-center justify-center rounded-[9px] border-[1.5px] border-transparent px-3 text-body font-[650] whitespace-nowrap text-2 transition select-none',
            'data-hovered:text-1 data-selected:bg-chosen data-selected:text-1',
            'data-disabled:cursor-default data-disabled:text-3',
            fits[fit],
          )}
        >
          {option.label}
        </Radio>
      ))}
    </RadioGroup>
  );
}
