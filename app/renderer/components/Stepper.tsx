import { Minus, Plus } from 'lucide-react';
import { Button, Group } from 'react-aria-components';

interface StepperProps {
  /** For screen readers: what is counted. */
  readonly label: string;
  readonly value: number;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly onChange: (value: number) => void;
  readonly decreaseLabel: string;
  readonly increaseLabel: string;
}

/** A small number with less and more. */
export function Stepper({
  label,
  value,
  minimum = 0,
  maximum = Number.POSITIVE_INFINITY,
  onChange,
  decreaseLabel,
  increaseLabel,
}: StepperProps) {
  const step =
    'grid size-11 cursor-pointer place-items-center rounded-control text-1 transition data-hovered:bg-3 data-pressed:duration-press data-disabled:cursor-default data-disabled:text-3';
  return (
    <Group aria-label={label} dir="ltr" className="flex items-center rounded-control bg-2">
      <Button
        aria-label={decreaseLabel}
        isDisabled={value <= minimum}
        onPress={() => onChange(value - 1)}
        className={step}
      >
        <Minus size={17} aria-hidden="true" />
      </Button>
      <output className="min-w-5 text-center font-title text-large">{value}</output>
      <Button
        aria-label={increaseLabel}
        isDisabled={value >= maximum}
        onPress={() => onChange(value + 1)}
        className={step}
      >
        <Plus size={17} aria-hidden="true" />
      </Button>
    </Group>
  );
}
