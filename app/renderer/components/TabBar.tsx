import type { ReactNode } from 'react';
import { ToggleButton, ToggleButtonGroup, type Key } from 'react-aria-components';
import { classNames } from './class-names.ts';
import { KeyHint } from './KeyHint.tsx';

export interface TabBarItem<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly icon?: ReactNode;
  readonly keyHint?: string | undefined;
  /** How many wait there; nothing is shown for none. */
  readonly count?: number | undefined;
  readonly isDisabled?: boolean | undefined;
}

interface TabBarProps<Value extends string> {
  readonly label: string;
  readonly tabs: readonly TabBarItem<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  /** `navigation` heads the window, `tender` heads a panel and fills its width. */
  readonly variant?: 'navigation' | 'tender' | undefined;
}

/** Where one is, and where else one may go, each with its key. */
export function TabBar<Value extends string>({
  label,
  tabs,
  value,
  onChange,
  variant = 'navigation',
}: TabBarProps<Value>) {
  function choose(keys: Set<Key>) {
    const chosen = tabs.find((tab) => keys.has(tab.value));
    if (chosen) onChange(chosen.value);
  }
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={choose}
      className={classNames('flex', variant === 'tender' ? 'gap-0' : 'gap-1')}
    >
      {tabs.map((tab) => (
        <ToggleButton
          key={tab.value}
          id={tab.value}
          isDisabled={tab.isDisabled ?? false}
          className={classNames(
            'flex min-h-11 cursor-pointer items-center justify-center gap-2 rounded-control text-body font-semibold whitespace-nowrap text-2 transition select-none',
            'data-hovered:text-1 data-selected:bg-2 data-selected:text-1 data-disabled:cursor-default data-disabled:text-3',
            variant === 'tender' ? 'flex-1 px-2' : 'px-3',
          )}
        >
          {tab.icon}
          {tab.label}
          {tab.count !== undefined && tab.count > 0 && (
            <span className="inline-flex h-5 min-w-5 items-center justify-center rounded-full bg-tungsten px-1 text-min font-bold text-[#1f1105]">
              {tab.count}
            </span>
          )}
          {tab.keyHint && <KeyHint>{tab.keyHint}</KeyHint>}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
