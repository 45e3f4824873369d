import type { StationId } from '#shared/domain/ids.ts';
import { invalidCredentials, type AccountLockedError, type InvalidCredentialsError } from '../../domain/failures.ts';
import type { Staff } from '../../domain/staff.ts';
import type { Transaction } from '../../mongo/client.ts';
import type { StaffRepository } from '../../mongo/staff-repository.ts';
import type { AttemptLimiter, Refusal } from './attempt-limiter.ts';
import { isSecret } from './secret-hash.ts';

export interface PinCredentials {
  readonly username: string;
  readonly pin: string;
}

/** What a wrong PIN is written down as. */
export interface PinAttempt {
  readonly action: Refusal['action'];
  readonly stationId: StationId | null;
  readonly details?: Refusal['details'];
}

interface Dependencies {
  readonly staff: StaffRepository;
  readonly limiter: AttemptLimiter;
}

/** Checks names and PINs; five wrong ones in a row lock the account, whatever they were asked for. */
export class PinCheck {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** The person whose name and PIN these are. Whoever goes on calls `settle` in the transaction of what it was for. */
  async check(
    { username, pin }: PinCredentials,
    { action, stationId, details }: PinAttempt,
  ): Promise<Staff | InvalidCredentialsError | AccountLockedError> {
    const { staff: repository, limiter } = this.#dependencies;
    const outcome = await limiter.attempt(keyOf(username), async () => {
      const staff = await repository.findByUsername(username);
      const isRight = await isSecret(staff?.disabledAt === null ? staff.pinHash : null, pin);
      if (!staff) return { uncounted: true };
      if (isRight) return { right: staff };
      return { wrong: { action, by: { staffId: staff.id, name: staff.name, stationId }, details: details ?? {} } };
    });
    if (outcome === 'wrong') return wrongPin();
    return 'right' in outcome ? outcome.right : outcome;
  }

  /** Ends the count of wrong PINs; a lock that came meanwhile stands. */
  settle({ username }: Pick<Staff, 'username'>, now: Date, transaction: Transaction) {
    return this.#dependencies.limiter.settle(keyOf(username), now, transaction);
  }
}

function keyOf(username: string): string {
  return `pin:${username}`;
}

/** The answer to a name and PIN that don't belong together, and to people who may not sign in any more. */
export function wrongPin(): InvalidCredentialsError {
  return invalidCredentials('This name and PIN do not belong together. Try again.');
}
