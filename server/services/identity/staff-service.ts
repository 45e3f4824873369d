import { v7 as uuid } from 'uuid';
import { asId, type StaffId } from '#shared/domain/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { Actor } from '../../domain/actor.ts';
import { auditEntry, type AuditAction } from '../../domain/audit-entry.ts';
import { normalizeEmail } from '../../domain/email.ts';
import { invalid, notFound, type NotFoundError, type ValidationError } from '../../domain/failures.ts';
import { refuseName, refusePin, refuseUsername, staffRoles, type Staff } from '../../domain/staff.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import { ClaimRefused, inTransaction, type Mongo } from '../../mongo/client.ts';
import type { StaffRepository } from '../../mongo/staff-repository.ts';
import type { Clock } from '../clock.ts';
import { hashSecret } from './secret-hash.ts';
import type { SessionRevocation } from './session-revocation.ts';

/** A member of staff as an administrator wants them. */
export interface StaffInput {
  /** Null for somebody new. */
  readonly id: string | null;
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  readonly email: string | null;
  /** Null keeps the PIN that there is. */
  readonly pin: string | null;
}

interface Dependencies {
  readonly mongo: Mongo;
  readonly staff: StaffRepository;
  readonly audit: AuditRepository;
  readonly revocation: SessionRevocation;
  readonly clock: Clock;
}

type Change = Omit<Staff, 'id' | 'lastSignInAt' | 'disabledAt'>;

/** The people who work here, as administrators manage them. */
export class StaffService {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Everybody, also those who may not sign in any more, by name. */
  all(): Promise<readonly Staff[]> {
    return this.#dependencies.staff.all();
  }

  /** Adds somebody, or changes who is there; a change of role or PIN ends their sessions. */
  async put(actor: Actor, input: StaffInput): Promise<Staff | ValidationError | NotFoundError> {
    const { staff: repository } = this.#dependencies;
    const email = input.email === null ? null : normalizeEmail(input.email);
    if (email === undefined) return invalid('email', 'This is not an e-mail address. Enter one, or leave it out.');
    const before = input.id === null ? null : await repository.find(asId<StaffId>(input.id));
    if (before === undefined) return notFound('person', input.id ?? '');
    const refused = refuse(actor, input, before);
    if (refused) return refused;
    const change = await this.#changeOf(input, email, before);
    try {
      return before ? await this.#change(actor, before, change) : await this.#add(actor, change);
    } catch (error) {
      if (error instanceof ClaimRefused)
        return invalid('username', 'Somebody has this name or address already. Choose another.');
      throw error;
    }
  }

  /** Shuts somebody out: they can't sign in any more, and their sessions end. */
  async disable(actor: Actor, staffId: string): Promise<Staff | ValidationError | NotFoundError> {
    if (staffId === actor.staffId)
      return invalid('staffId', 'You can not shut yourself out. Ask another administrator.');
    const { mongo, staff: repository, audit, revocation, clock } = this.#dependencies;
    const now = clock();
    const outcome = await inTransaction(mongo, async (transaction) => {
      const staff = await repository.change(asId<StaffId>(staffId), { disabledAt: now }, transaction);
      if (!staff) return undefined;
      const subject = { details: { staffId, name: staff.name } };
      await audit.add([auditEntry(uuid(), 'staff.disabled', now, actor, subject)], transaction);
      return { staff, ended: await revocation.revokeIn(transaction, { accountId: staffId }, actor) };
    });
    if (!outcome) return notFound('person', staffId);
    await revocation.announce(outcome.ended);
    return outcome.staff;
  }

  /** Lets somebody in again who was shut out. */
  async enable(actor: Actor, staffId: string): Promise<Staff | NotFoundError> {
    const { mongo, staff: repository, audit, clock } = this.#dependencies;
    const enabled = await inTransaction(mongo, async (transaction) => {
      const staff = await repository.change(asId<StaffId>(staffId), { disabledAt: null }, transaction);
      if (staff) await audit.add([entryOf('staff.enabled', staff, actor, clock())], transaction);
      return staff;
    });
    return enabled ?? notFound('person', staffId);
  }

  async #changeOf(input: StaffInput, email: string | null, before: Staff | null): Promise<Change> {
    const { username, name, role, pin } = input;
    const newPin = pin === null ? undefined : { pinHash: await hashSecret(pin), pinSetAt: this.#dependencies.clock() };
    const oldPin = { pinHash: before?.pinHash ?? null, pinSetAt: before?.pinSetAt ?? null };
    return { username, name: name.trim(), role, email, ...(newPin ?? oldPin) };
  }

  async #add(actor: Actor, change: Change): Promise<Staff> {
    const { mongo, staff: repository, audit, clock } = this.#dependencies;
    const staff = { id: asId<StaffId>(uuid()), ...change, lastSignInAt: null, disabledAt: null };
    await inTransaction(mongo, async (transaction) => {
      await repository.insert(staff, transaction);
      await audit.add([entryOf('staff.created', staff, actor, clock())], transaction);
    });
    return staff;
  }

  async #change(actor: Actor, before: Staff, change: Change): Promise<Staff | NotFoundError> {
    const { mongo, staff: repository, audit, revocation, clock } = this.#dependencies;
    const endsSessions = change.role !== before.role || change.pinHash !== before.pinHash;
    const outcome = await inTransaction(mongo, async (transaction) => {
      const staff = await repository.change(before.id, change, transaction);
      if (!staff) return undefined;
      await audit.add([entryOf('staff.changed', staff, actor, clock())], transaction);
      const ended = endsSessions ? await revocation.revokeIn(transaction, { accountId: staff.id }, actor) : [];
      return { staff, ended };
    });
    if (!outcome) return notFound('person', before.id);
    await revocation.announce(outcome.ended);
    return outcome.staff;
  }
}

function refuse(actor: Actor, input: StaffInput, before: Staff | null): ValidationError | undefined {
  if (!staffRoles.includes(input.role)) return invalid('role', 'People who work here are CASHIER, MANAGER or ADMIN.');
  if (before?.id === actor.staffId && input.role !== before.role) {
    return invalid('role', 'You can not change your own role. Ask another administrator.');
  }
  const pin = input.pin === null ? undefined : refusePin(input.pin, 'pin');
  return refuseUsername(input.username) ?? refuseName(input.name) ?? pin;
}

function entryOf(action: AuditAction, { id, name, username, role, email }: Staff, by: Actor, at: Date) {
  return auditEntry(uuid(), action, at, by, { details: { staffId: id, name, username, role, email } });
}
