import { v7 as uuid } from 'uuid';
import { attemptsBeforeLock, lockMs } from '../../domain/attempts.ts';
import { auditEntry, type AuditAction, type Doer } from '../../domain/audit-entry.ts';
import { accountLocked, type AccountLockedError } from '../../domain/failures.ts';
import type { AttemptRepository } from '../../mongo/attempt-repository.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import { inTransaction, type Mongo, type Transaction } from '../../mongo/client.ts';
import type { Clock } from '../clock.ts';
import { Serializer } from '../orders/serialize.ts';

/** How long wrong attempts without a lock are remembered after the last of them, in milliseconds. */
const memoryMs = 24 * 3_600_000;

/** What a wrong attempt is written down as. */
export interface Refusal {
  readonly action: Extract<AuditAction, `${string}.refused`>;
  /** Whose account it was; null when it isn't known or there is none. */
  readonly by: Doer | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What came of looking at a PIN, password or code; `uncounted` when there was nothing that it could have opened. */
export type Checked<Right> = { readonly right: Right } | { readonly wrong: Refusal } | { readonly uncounted: true };

interface Dependencies {
  readonly mongo: Mongo;
  readonly attempts: AttemptRepository;
  readonly audit: AuditRepository;
  readonly clock: Clock;
}

/** Counts wrong attempts by what they were for; five in a row lock it for a while. */
export class AttemptLimiter {
  readonly #dependencies: Dependencies;
  /** One attempt of a kind at a time: guesses that are sent together are counted before the next is looked at. */
  readonly #turns = new Serializer();

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Looks at an attempt unless what it is for is locked. A right one doesn't end the count yet; whoever goes on does so
   * with `settle`, in the transaction of what it was for.
   */
  attempt<Right>(
    key: string,
    check: () => Promise<Checked<Right>>,
  ): Promise<{ readonly right: Right } | 'wrong' | AccountLockedError> {
    return this.#turns.run(key, async () => {
      const { attempts, clock } = this.#dependencies;
      const now = clock();
      const lockedUntil = (await attempts.find(key))?.lockedUntil;
      if (lockedUntil && lockedUntil > now) return accountLocked(lockedUntil);
      const checked = await check();
      if ('right' in checked) return checked;
      if ('uncounted' in checked) return 'wrong';
      return (await this.#refuse(key, checked.wrong, now)) ?? 'wrong';
    });
  }

  /** Ends the count after a right attempt. A lock that came meanwhile stands: then the right attempt came too late. */
  async settle(key: string, now: Date, transaction: Transaction): Promise<AccountLockedError | undefined> {
    const lockedUntil = await this.#dependencies.attempts.clear(key, now, transaction);
    return lockedUntil && accountLocked(lockedUntil);
  }

  async #refuse(key: string, { action, by, details }: Refusal, now: Date): Promise<AccountLockedError | undefined> {
    const { mongo, attempts, audit } = this.#dependencies;
    const lockedUntil = new Date(now.getTime() + lockMs);
    await attempts.prepare(key, new Date(now.getTime() + memoryMs));
    return inTransaction(mongo, async (transaction) => {
      const locks = (await attempts.count(key, transaction)) >= attemptsBeforeLock;
      if (locks) await attempts.lock(key, lockedUntil, transaction);
      const actions: readonly AuditAction[] = locks ? [action, 'session.locked'] : [action];
      await audit.add(
        actions.map((each) => auditEntry(uuid(), each, now, by, { details })),
        transaction,
      );
      return locks ? accountLocked(lockedUntil) : undefined;
    });
  }
}
