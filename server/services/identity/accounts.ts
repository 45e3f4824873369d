import { asId, type StaffId, type StationId } from '#shared/domain/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { Customer } from '../../domain/customer.ts';
import type { Staff } from '../../domain/staff.ts';
import type { Station } from '../../domain/station.ts';
import type { SessionDocument } from '../../mongo/identity-documents.ts';
import type { CustomerRepository } from '../../mongo/customer-repository.ts';
import type { StaffRepository } from '../../mongo/staff-repository.ts';
import type { StationRepository } from '../../mongo/station-repository.ts';

/** Who can have a session: a member of staff, a customer, or a kiosk by itself. */
export interface Account {
  readonly kind: SessionDocument['accountKind'];
  /** Stands in tokens and orders, whoever it is. */
  readonly id: StaffId;
  readonly name: string;
  readonly role: Role;
}

export function staffAccount({ id, name, role }: Staff): Account {
  return { kind: 'STAFF', id, name, role };
}

export function customerAccount({ id, name }: Customer): Account {
  return { kind: 'CUSTOMER', id, name, role: 'CUSTOMER' };
}

export function stationAccount({ id, name }: Station): Account {
  return { kind: 'STATION', id: asId<StaffId>(id), name, role: 'KIOSK' };
}

interface Dependencies {
  readonly staff: StaffRepository;
  readonly customers: CustomerRepository;
  readonly stations: StationRepository;
}

/** Finds the account behind a session, as it is now; undefined when it may not have one any more. */
export async function accountOf(
  { staff, customers, stations }: Dependencies,
  { accountKind, accountId }: Pick<SessionDocument, 'accountKind' | 'accountId'>,
): Promise<Account | undefined> {
  switch (accountKind) {
    case 'STAFF': {
      const found = await staff.find(asId<StaffId>(accountId));
      return found?.disabledAt === null ? staffAccount(found) : undefined;
    }
    case 'CUSTOMER': {
      const found = await customers.find(asId<StaffId>(accountId));
      return found && customerAccount(found);
    }
    case 'STATION': {
      const found = await stations.find(asId<StationId>(accountId));
      return found?.revokedAt === null ? stationAccount(found) : undefined;
    }
  }
}
