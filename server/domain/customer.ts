import type { StaffId } from '#shared/domain/ids.ts';
import { invalid, type ValidationError } from './failures.ts';

/** A guest with an account of their own. */
export interface Customer {
  /** Stands in orders and tokens where a member of staff's id does. */
  readonly id: StaffId;
  /** In lower case; nobody else has it. */
  readonly email: string;
  readonly name: string;
  /** argon2id; null for somebody who only signs in with Google. */
  readonly passwordHash: string | null;
  /** Since when it is known that the address is theirs; null when somebody only said so. */
  readonly emailVerifiedAt: Date | null;
  readonly createdAt: Date;
  readonly lastSignInAt: Date | null;
}

const shortestPassword = 10;
/** argon2 takes any length; a limit keeps strangers from making it hash megabytes. */
const longestPassword = 200;

/** Long enough and tried first nevertheless; compared without case. */
const commonPasswords = new Set([
  '1234567890',
  '0123456789',
  '12345678910',
  '123123123123',
  'qwertyuiop',
  'qwerty1234',
  'qwerty12345',
  'qwerty123456',
  '1q2w3e4r5t',
  '1qaz2wsx3edc',
  'password12',
  'password123',
  'password1234',
  'passw0rd123',
  'letmein123',
  'iloveyou123',
  'welcome123',
  'abcdefghij',
  'abc1234567',
  'administrator',
]);

/** What is wrong with a new password: too short, one of the common ones, one character repeated, or the address itself. */
export function refusePassword(password: string, email: string): ValidationError | undefined {
  const { length } = [...password];
  if (length < shortestPassword) {
    return invalid('password', `A password has at least ${shortestPassword} characters. Choose a longer one.`);
  }
  if (length > longestPassword) {
    return invalid('password', `A password has at most ${longestPassword} characters. Choose a shorter one.`);
  }
  const plain = password.toLowerCase();
  const isGuessable = commonPasswords.has(plain) || new Set(plain).size < 3 || plain === email;
  return isGuessable ? invalid('password', 'This password is easy to guess. Choose another.') : undefined;
}
