import { asId, type StaffId } from '#shared/domain/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { StaffRepository } from '../../mongo/staff-repository.ts';
import { hashSecret } from '../../services/identity/secret-hash.ts';
import type { GraphQLLine } from '../clients/line.ts';

/** Somebody who signs in. */
export interface Person {
  readonly name: string;
  readonly role: Role;
  readonly accountId: string;
  readonly token: string;
}

/** Everybody's; nobody attacks it here. */
const pin = '739152';
const password = 'rack and pinion';

/** Who gives their right to what a cashier may not do alone. */
export const approver = { username: 'manager-1', pin };

/** How many of each role there are. */
export type Crew = Readonly<Record<'CASHIER' | 'MANAGER' | 'KIOSK' | 'CUSTOMER', number>>;

/** Writes the staff into the database and signs everybody in. */
export async function signEverybodyIn(
  staff: StaffRepository,
  line: GraphQLLine,
  crew: Crew,
): Promise<readonly Person[]> {
  const pinHash = await hashSecret(pin);
  const people: Person[] = [];
  for (const role of ['CASHIER', 'MANAGER', 'KIOSK', 'CUSTOMER'] as const) {
    for (let number = 1; number <= crew[role]; number += 1) {
      const name = `${role.toLowerCase()}-${number}`;
      if (role === 'CUSTOMER') people.push(await registered(name, line));
      else people.push(await employed(name, role, pinHash, staff, line));
    }
  }
  return people;
}

async function employed(
  username: string,
  role: Role,
  pinHash: string,
  staff: StaffRepository,
  line: GraphQLLine,
): Promise<Person> {
  const id = asId<StaffId>(`staff-${username}`);
  const now = new Date();
  await staff.addUnlessThere({
    id,
    username,
    name: username,
    role,
    email: null,
    pinHash,
    pinSetAt: now,
    lastSignInAt: null,
    disabledAt: null,
  });
  const query = `mutation ($input: SignInWithPinInput!) { session: signInWithPin(input: $input) { ${session} } }`;
  return { name: username, role, ...(await sessionOf(line, query, { username, pin })) };
}

async function registered(name: string, line: GraphQLLine): Promise<Person> {
  const email = `${name}@torture.test`;
  const register = `mutation ($input: RegisterCustomerInput!) { registerCustomer(input: $input) { __typename } }`;
  await line.ask({ query: register, variables: { input: { email, password, name } } }, {});
  const query = `mutation ($input: SignInWithPasswordInput!) { session: signInWithPassword(input: $input) { ${session} } }`;
  return { name, role: 'CUSTOMER', ...(await sessionOf(line, query, { email, password })) };
}

const session = '__typename ... on Session { accessToken staff { id } } ... on Error { message }';

async function sessionOf(line: GraphQLLine, query: string, input: object) {
  const { data, errors } = await line.ask({ query, variables: { input } }, {});
  const found = data?.['session'] as { readonly accessToken?: string; readonly staff?: { readonly id: string } };
  if (!found?.accessToken || !found.staff) throw new Error(`nobody could sign in: ${JSON.stringify(errors ?? found)}`);
  return { token: found.accessToken, accountId: found.staff.id };
}
