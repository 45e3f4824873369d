import { v7 as uuid } from 'uuid';
import { auditEntry } from '../../domain/audit-entry.ts';
import {
  invalid,
  type AccountLockedError,
  type InvalidCredentialsError,
  type NotFoundError,
  type ValidationError,
} from '../../domain/failures.ts';
import { pinExpired, type PinExpiredError, type StationNotPairedError } from '../../domain/identity-failures.ts';
import { isPinExpired, refusePin, type Staff } from '../../domain/staff.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import { inTransaction, type Mongo } from '../../mongo/client.ts';
import type { StaffRepository } from '../../mongo/staff-repository.ts';
import type { Clock } from '../clock.ts';
import { staffAccount } from './accounts.ts';
import { wrongPin, type PinCheck, type PinCredentials } from './pin-check.ts';
import { hashSecret } from './secret-hash.ts';
import type { SessionService, SignedIn } from './session-service.ts';
import type { StationClaim, StationIdentity } from './station-identity.ts';

interface Dependencies {
  readonly mongo: Mongo;
  readonly staff: StaffRepository;
  readonly audit: AuditRepository;
  readonly pins: PinCheck;
  readonly sessions: SessionService;
  readonly stationIdentity: StationIdentity;
  readonly clock: Clock;
  /** A PIN older than this must be changed; 0: never. */
  readonly pinMaximumDays: number;
}

/** Signing in by name and PIN, and choosing a new one. */
export class PinSignInService {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  async signInWithPin({
    username,
    pin,
    stationId,
    deviceKey = null,
    stationVersion = null,
  }: PinCredentials & Pick<StationClaim, 'stationId'> & Partial<StationClaim>): Promise<
    SignedIn | InvalidCredentialsError | AccountLockedError | PinExpiredError | StationNotPairedError | NotFoundError
  > {
    const { staff: repository, pins, sessions, stationIdentity, clock, pinMaximumDays } = this.#dependencies;
    const station = await stationIdentity.identify({ stationId, deviceKey });
    if (station && '__typename' in station) return station;
    const staff = await pins.check({ username, pin }, { action: 'session.refused', stationId: station?.id ?? null });
    if ('__typename' in staff) return staff;
    if (isPinExpired(staff, pinMaximumDays, clock())) return pinExpired();
    return sessions.open(staffAccount(staff), {
      method: 'pin',
      stationId: station?.id ?? null,
      admit: async (transaction, now) => {
        const locked = await pins.settle(staff, now, transaction);
        if (locked) return locked;
        if (!(await repository.admit(staff, now, transaction))) return wrongPin();
        return stationIdentity.admit(station, stationVersion, now, transaction);
      },
    });
  }

  /** Replaces somebody's PIN; needs the present one, which may have expired. */
  async changePin({
    username,
    pin,
    newPin,
  }: PinCredentials & { readonly newPin: string }): Promise<
    | { readonly __typename: 'PinChanged'; readonly staffId: string }
    | InvalidCredentialsError
    | AccountLockedError
    | ValidationError
  > {
    const { pins, clock } = this.#dependencies;
    const staff = await pins.check({ username, pin }, { action: 'session.refused', stationId: null });
    if ('__typename' in staff) return staff;
    const refused = refusePin(newPin, 'newPin') ?? (newPin === pin ? samePin() : undefined);
    if (refused) return refused;
    return (await this.#replacePin(staff, newPin, clock())) ?? { __typename: 'PinChanged', staffId: staff.id };
  }

  /** The people who may sign in by PIN, for the sign-in screen. */
  async choices(): Promise<readonly Pick<Staff, 'username' | 'name' | 'role'>[]> {
    const everybody = await this.#dependencies.staff.all();
    return everybody.filter(({ pinHash, disabledAt }) => pinHash !== null && disabledAt === null);
  }

  async #replacePin(staff: Staff, newPin: string, now: Date): Promise<AccountLockedError | undefined> {
    const { mongo, staff: repository, audit, pins } = this.#dependencies;
    const pinHash = await hashSecret(newPin);
    return inTransaction(mongo, async (transaction) => {
      const locked = await pins.settle(staff, now, transaction);
      if (locked) return locked;
      await repository.change(staff.id, { pinHash, pinSetAt: now }, transaction);
      const by = { staffId: staff.id, name: staff.name, stationId: null };
      await audit.add([auditEntry(uuid(), 'pin.changed', now, by)], transaction);
      return undefined;
    });
  }
}

function samePin(): ValidationError {
  return invalid('newPin', 'This is your present PIN. Choose another.');
}
