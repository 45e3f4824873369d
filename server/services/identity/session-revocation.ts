import { v7 as uuid } from 'uuid';
import type { SessionId, StaffId } from '#shared/domain/ids.ts';
import type { Actor } from '../../domain/actor.ts';
import { auditEntry, type Doer } from '../../domain/audit-entry.ts';
import { notFound, type NotFoundError } from '../../domain/failures.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import { inTransaction, type Mongo, type Transaction } from '../../mongo/client.ts';
import type { CustomerRepository } from '../../mongo/customer-repository.ts';
import type { SessionOwner, SessionRepository } from '../../mongo/session-repository.ts';
import type { StaffRepository } from '../../mongo/staff-repository.ts';
import type { Clock } from '../clock.ts';
import type { RevokedSessions } from './revoked-sessions.ts';

export interface SessionsRevoked {
  readonly __typename: 'SessionsRevoked';
  readonly count: number;
}

interface Dependencies {
  readonly mongo: Mongo;
  readonly sessions: SessionRepository;
  readonly staff: StaffRepository;
  readonly customers: CustomerRepository;
  readonly audit: AuditRepository;
  readonly revoked: RevokedSessions;
  readonly clock: Clock;
}

/** Ends sessions before their time, with everything that they opened. */
export class SessionRevocation {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Ends all sessions of somebody, wherever they are signed in. */
  async revokeOf(actor: Actor, accountId: StaffId): Promise<SessionsRevoked | NotFoundError> {
    const { mongo, staff, customers } = this.#dependencies;
    const known = (await staff.find(accountId)) ?? (await customers.find(accountId));
    if (!known) return notFound('account', accountId);
    const ended = await inTransaction(mongo, (transaction) => this.revokeIn(transaction, { accountId }, actor));
    await this.announce(ended);
    return { __typename: 'SessionsRevoked', count: ended.length };
  }

  /**
   * Ends all sessions of an owner in the transaction of what they are ended for. Hand what it returns to `announce` once
   * that has committed.
   */
  async revokeIn(
    transaction: Transaction,
    owner: SessionOwner,
    by: Doer | null,
    except: SessionId | null = null,
  ): Promise<readonly SessionId[]> {
    const { sessions, audit, clock } = this.#dependencies;
    const now = clock();
    const ended = await sessions.revokeAll(owner, now, transaction, except);
    const details = { ...owner, sessions: ended.length };
    if (ended.length > 0) await audit.add([auditEntry(uuid(), 'session.revoked', now, by, { details })], transaction);
    return ended;
  }

  /** Makes every program refuse the access tokens of ended sessions, and close their sockets. */
  announce(ended: readonly SessionId[]): Promise<void> {
    return this.#dependencies.revoked.announce(ended);
  }
}
