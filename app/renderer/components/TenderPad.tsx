import type { ReactNode } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';

export interface TenderChoice {
  readonly id: string;
  readonly label: ReactNode;
  /** E.g. "exact". */
  readonly note?: string | undefined;
}

interface TenderPadProps {
  readonly label: string;
  /** Exact, next round amount, notes, other: six fill two rows. */
  readonly choices: readonly TenderChoice[];
  readonly selectedId: string | null;
  /** Also called when the chosen one is pressed again. */
  readonly onSelect: (id: string) => void;
  readonly isDisabled?: boolean | undefined;
}

/** What the guest hands over. */
export function TenderPad({ label, choices, selectedId, onSelect, isDisabled = false }: TenderPadProps) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      selectedKeys={selectedId === null ? [] : [selectedId]}
      isDisabled={isDisabled}
      className="grid grid-cols-3 gap-1.5"
    >
      {choices.map(({ id, label: amount, note }) => (
        <ToggleButton
          key={id}
          id={id}
          onPress={() => onSelect(id)}
          className="flex min-h-[47px] cursor-pointer items-center justify-center rounded-control border-[1.5px] border-line-strong bg-1 font-title text-strong transition select-none data-disabled:cursor-default data-disabled:border-line data-disabled:text-3 data-hovered:bg-2 data-pressed:scale-[0.985] data-pressed:duration-press data-selected:border-time data-selected:bg-tint-tungsten"
        >
          <span className="flex items-baseline gap-1.5">
            {amount}
            {note !== undefined && (
              <span className="font-sans text-min font-medium tracking-normal text-2">{note}</span>
            )}
          </span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
