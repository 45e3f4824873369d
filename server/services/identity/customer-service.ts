import { createHash } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { asId, type StaffId } from '#shared/domain/ids.ts';
import { auditEntry } from '../../domain/audit-entry.ts';
import { refusePassword, type Customer } from '../../domain/customer.ts';
import { normalizeEmail } from '../../domain/email.ts';
import {
  invalid,
  invalidCredentials,
  type AccountLockedError,
  type InvalidCredentialsError,
  type ValidationError,
} from '../../domain/failures.ts';
import { refuseName } from '../../domain/staff.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import { ClaimRefused, inTransaction, type Mongo } from '../../mongo/client.ts';
import type { CustomerRepository } from '../../mongo/customer-repository.ts';
import type { Clock } from '../clock.ts';
import { customerAccount } from './accounts.ts';
import type { AttemptLimiter } from './attempt-limiter.ts';
import { hashSecret, isSecret } from './secret-hash.ts';
import type { SessionService, SignedIn } from './session-service.ts';

interface Dependencies {
  readonly mongo: Mongo;
  readonly customers: CustomerRepository;
  readonly audit: AuditRepository;
  readonly limiter: AttemptLimiter;
  readonly sessions: SessionService;
  readonly clock: Clock;
}

/** The same answer for a new address and a known one: a stranger learns nothing of who has an account. */
export interface CustomerRegistered {
  readonly __typename: 'CustomerRegistered';
  readonly email: string;
}

/** Accounts of guests: registering, signing in with a password. */
export class CustomerService {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Registers a guest, who then signs in with the password. An address that has an account already is answered in the
   * same way and as slowly, and its account stays as it is. (Whoever then tries the password that they chose does learn
   * that there was an account; that costs them an attempt of its lock, and is written down.)
   */
  async register(input: {
    readonly email: string;
    readonly password: string;
    readonly name: string;
  }): Promise<CustomerRegistered | ValidationError> {
    const email = normalizeEmail(input.email);
    if (email === undefined) return invalid('email', 'This is not an e-mail address. Enter it again.');
    const refused = refuseName(input.name) ?? refusePassword(input.password, email);
    if (refused) return refused;
    const customer: Customer = {
      id: asId<StaffId>(uuid()),
      email,
      name: input.name.trim(),
      passwordHash: await hashSecret(input.password),
      emailVerifiedAt: null,
      createdAt: this.#dependencies.clock(),
      lastSignInAt: null,
    };
    await this.#insertUnlessKnown(customer);
    return { __typename: 'CustomerRegistered', email };
  }

  async signInWithPassword(input: {
    readonly email: string;
    readonly password: string;
  }): Promise<SignedIn | InvalidCredentialsError | AccountLockedError> {
    const { customers, limiter, sessions } = this.#dependencies;
    // What is no address has no account either, and is answered like one that hasn't.
    const email = normalizeEmail(input.email) ?? input.email;
    const key = `password:${createHash('sha256').update(email).digest('hex')}`;
    const outcome = await limiter.attempt(key, async () => {
      const customer = await customers.findByEmail(email);
      const isRight = await isSecret(customer?.passwordHash, input.password);
      if (customer && isRight) return { right: customer };
      const by = customer ? { staffId: customer.id, name: customer.name, stationId: null } : null;
      return { wrong: { action: 'session.refused', by, details: {} } };
    });
    if (outcome === 'wrong') return wrongPassword();
    if (!('right' in outcome)) return outcome;
    const customer = outcome.right;
    return sessions.open(customerAccount(customer), {
      method: 'password',
      stationId: null,
      admit: async (transaction, now) => {
        const locked = await limiter.settle(key, now, transaction);
        return locked ?? ((await customers.admit(customer, now, transaction)) ? undefined : wrongPassword());
      },
    });
  }

  async #insertUnlessKnown(customer: Customer): Promise<void> {
    const { mongo, customers, audit } = this.#dependencies;
    const by = { staffId: customer.id, name: customer.name, stationId: null };
    try {
      await inTransaction(mongo, async (transaction) => {
        await customers.insert(customer, transaction);
        const entry = auditEntry(uuid(), 'customer.registered', customer.createdAt, by);
        await audit.add([entry], transaction);
      });
    } catch (error) {
      if (!(error instanceof ClaimRefused)) throw error;
      const known = await customers.findByEmail(customer.email);
      const details = { customerId: known?.id ?? null };
      await audit.addOnce([
        auditEntry(uuid(), 'customer.registration_repeated', customer.createdAt, null, { details }),
      ]);
    }
  }
}

function wrongPassword(): InvalidCredentialsError {
  return invalidCredentials('This address and password do not belong together. Try again.');
}
