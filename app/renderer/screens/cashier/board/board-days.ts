import { addDays } from '../../../hooks/cinema-days.ts';

/** The days that are sold from the board, today first. */
export function boardDays(today: string): readonly [string, ...string[]] {
  return [today, addDays(today, 1), addDays(today, 2), addDays(today, 3)];
}
