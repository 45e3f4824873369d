import type { ReactNode } from 'react';
import { Segmented } from './Segmented.tsx';

interface DaySwitchProps<Day extends string> {
  readonly label: string;
  /** Earliest first, e.g. `2026-11-21` labelled "Today". */
  readonly days: readonly { readonly value: Day; readonly label: ReactNode }[];
  readonly value: Day;
  readonly onChange: (day: Day) => void;
}

/** Which day's programme is on the board. */
export function DaySwitch<Day extends string>({ label, days, value, onChange }: DaySwitchProps<Day>) {
  return <Segmented label={label} options={days} value={value} onChange={onChange} fit="content" />;
}
