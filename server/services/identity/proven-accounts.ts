import { v5 as uuidFromName, v7 as uuid } from 'uuid';
import { asId, type StaffId } from '#shared/domain/ids.ts';
import { auditEntry, type AuditAction } from '../../domain/audit-entry.ts';
import type { Customer } from '../../domain/customer.ts';
import type { Staff } from '../../domain/staff.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import { ClaimRefused, inTransaction, type Mongo, type Transaction } from '../../mongo/client.ts';
import type { CustomerRepository } from '../../mongo/customer-repository.ts';
import type { StaffRepository } from '../../mongo/staff-repository.ts';
import type { Clock } from '../clock.ts';
import type { SessionRevocation } from './session-revocation.ts';

interface Dependencies {
  readonly mongo: Mongo;
  readonly staff: StaffRepository;
  readonly customers: CustomerRepository;
  readonly audit: AuditRepository;
  readonly revocation: SessionRevocation;
  readonly clock: Clock;
  /** Addresses, in lower case, whose owners are administrators. */
  readonly adminEmails: readonly string[];
}

/** Somebody who has proven that an e-mail address is theirs; the address is in lower case. */
export interface ProvenOwner {
  readonly email: string;
  readonly name: string;
}

/** Names the ids of administrators by their addresses, so that two first sign-ins at once make one person. */
const namespace = '0b5c6c0e-51b5-4b43-9c2f-1a6d5d8a8f10';

/** Finds or makes the account of whoever owns an e-mail address. */
export class ProvenAccounts {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * The member of staff with this address, an administrator if it is among the administrators'. Undefined when the
   * address isn't anybody's who works here. Somebody who was shut out is returned as they are.
   */
  async staffOf(owner: ProvenOwner): Promise<Staff | undefined> {
    const { staff: repository, adminEmails } = this.#dependencies;
    const staff = await repository.findByEmail(owner.email);
    if (!adminEmails.includes(owner.email) || staff?.disabledAt || staff?.role === 'ADMIN') return staff;
    return staff ? this.#promote(staff) : this.#addAdministrator(owner);
  }

  /** The customer with this address, or a new one. */
  async customerOf({ email, name }: ProvenOwner): Promise<Customer> {
    const { customers, clock } = this.#dependencies;
    const known = await customers.findByEmail(email);
    if (known) return this.#proven(known);
    const now = clock();
    const proven = { email, name, passwordHash: null, emailVerifiedAt: now };
    const customer: Customer = { ...proven, id: asId<StaffId>(uuid()), createdAt: now, lastSignInAt: null };
    try {
      await this.#insert(customer);
      return customer;
    } catch (error) {
      const other = error instanceof ClaimRefused ? await customers.findByEmail(email) : undefined;
      if (other) return this.#proven(other);
      throw error;
    }
  }

  /** Somebody who works here and whose address was put among the administrators'. */
  async #promote(staff: Staff): Promise<Staff> {
    const { mongo, staff: repository, revocation } = this.#dependencies;
    const ended = await inTransaction(mongo, async (transaction) => {
      await repository.change(staff.id, { role: 'ADMIN' }, transaction);
      await this.#record('staff.changed', { ...staff, role: 'ADMIN' }, transaction);
      return revocation.revokeIn(transaction, { accountId: staff.id }, null);
    });
    await revocation.announce(ended);
    return { ...staff, role: 'ADMIN' };
  }

  async #addAdministrator({ email, name }: ProvenOwner): Promise<Staff> {
    const { mongo, staff: repository } = this.#dependencies;
    const id = asId<StaffId>(uuidFromName(email, namespace));
    const staff: Staff = { ...withoutPin, id, username: email, name, role: 'ADMIN', email };
    try {
      await inTransaction(mongo, async (transaction) => {
        await repository.insert(staff, transaction);
        await this.#record('staff.created', staff, transaction);
      });
      return staff;
    } catch (error) {
      const other = error instanceof ClaimRefused ? await repository.findByEmail(email) : undefined;
      if (other) return other;
      throw error;
    }
  }

  async #record(action: AuditAction, { id, name, role }: Staff, transaction: Transaction): Promise<void> {
    const { audit, clock } = this.#dependencies;
    const details = { staffId: id, name, role, because: 'ADMIN_EMAILS' };
    await audit.add([auditEntry(uuid(), action, clock(), null, { details })], transaction);
  }

  async #insert(customer: Customer): Promise<void> {
    const { mongo, customers, audit } = this.#dependencies;
    await inTransaction(mongo, async (transaction) => {
      await customers.insert(customer, transaction);
      const by = { staffId: customer.id, name: customer.name, stationId: null };
      const details = { method: 'google' };
      const entry = auditEntry(uuid(), 'customer.registered', customer.createdAt, by, { details });
      await audit.add([entry], transaction);
    });
  }

  /**
   * An account of an address that nobody had proven to own was registered by somebody with a password; now the owner is
   * here. The password goes and its sessions end, or whoever registered would sit in the owner's account.
   */
  async #proven(customer: Customer): Promise<Customer> {
    if (customer.emailVerifiedAt) return customer;
    const { mongo, customers, audit, revocation, clock } = this.#dependencies;
    const now = clock();
    const ended = await inTransaction(mongo, async (transaction) => {
      if (!(await customers.verify(customer.id, now, transaction))) return [];
      const by = { staffId: customer.id, name: customer.name, stationId: null };
      const details = { method: 'google' };
      await audit.add([auditEntry(uuid(), 'customer.linked', now, by, { details })], transaction);
      return revocation.revokeIn(transaction, { accountId: customer.id }, by);
    });
    await revocation.announce(ended);
    return { ...customer, passwordHash: null, emailVerifiedAt: now };
  }
}

const withoutPin = { pinHash: null, pinSetAt: null, lastSignInAt: null, disabledAt: null };
