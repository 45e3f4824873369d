import type { StaffId } from '#shared/domain/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import { invalid, type ValidationError } from './failures.ts';

/** Somebody who works here. */
export interface Staff {
  readonly id: StaffId;
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  /** In lower case; whoever Google says has this address is this person. */
  readonly email: string | null;
  /** argon2id, with its salt and parameters; null for somebody who only signs in with Google. */
  readonly pinHash: string | null;
  /** When the PIN was chosen; null when that isn't known. */
  readonly pinSetAt: Date | null;
  readonly lastSignInAt: Date | null;
  /** Since when this person may not sign in any more. */
  readonly disabledAt: Date | null;
}

/** Roles of people who work here; the others belong to customers and kiosks. */
export const staffRoles: readonly Role[] = ['CASHIER', 'MANAGER', 'ADMIN'];

/** Whether a PIN is older than PINs may get; 0 days: they never expire. */
export function isPinExpired({ pinSetAt }: Pick<Staff, 'pinSetAt'>, maximumDays: number, now: Date): boolean {
  if (maximumDays === 0 || pinSetAt === null) return false;
  return now.getTime() - pinSetAt.getTime() > maximumDays * 86_400_000;
}

/** What is wrong with a new PIN: it has 4 to 8 digits and isn't one of those that are tried first. */
export function refusePin(pin: string, field: string): ValidationError | undefined {
  if (!/^\d{4,8}$/.test(pin)) return invalid(field, 'A PIN has 4 to 8 digits. Choose another.');
  const steps = new Set(Array.from(pin.slice(1), (digit, index) => Number(digit) - Number(pin[index])));
  const isRow = steps.size === 1 && [-1, 0, 1].some((step) => steps.has(step));
  return isRow ? invalid(field, 'This PIN is easy to guess. Choose one without a pattern.') : undefined;
}

/** What is wrong with a new username. */
export function refuseUsername(username: string): ValidationError | undefined {
  if (/^[a-z0-9][a-z0-9._@-]{1,63}$/.test(username)) return undefined;
  return invalid('username', 'A username has 2 to 64 small letters, digits, dots or dashes. Choose another.');
}

/** What is wrong with a person's name. */
export function refuseName(name: string): ValidationError | undefined {
  const { length } = name.trim();
  return length >= 1 && length <= 100 ? undefined : invalid('name', 'A name has 1 to 100 characters. Enter one.');
}
