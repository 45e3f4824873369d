import { vi } from 'vitest';
import type { ShowtimeId } from '#shared/domain/ids.ts';
import type { ViolationKind } from '../checker/violation.ts';
import type { ControlOffice } from './control-office.ts';

/** A guard of the box office, a deed that needs it, and what the checker finds when it is missing. */
export interface Control {
  readonly guard: string;
  readonly without: (control: ControlOffice) => void;
  /** `row` names seats that no other control uses. */
  readonly deed: (control: ControlOffice, row: string) => Promise<unknown>;
  readonly finds: readonly ViolationKind[];
}

export function showtimeOf({ office }: ControlOffice): ShowtimeId {
  return office.cinema.showtime.id;
}

/** Lets something happen right after the next hold was locked, as if its program had stood still there. */
export function afterNextLock({ office }: ControlOffice, happens: () => Promise<unknown>): void {
  const { locks } = office;
  vi.spyOn(locks, 'lock').mockImplementationOnce(async (request) => {
    const locked = await locks.lock(request);
    await happens();
    return locked;
  });
}
