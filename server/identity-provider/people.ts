import { demoStaff } from '../demo/staff.ts';

/** Somebody who may be chosen at the development identity provider. */
export interface ProviderPerson {
  readonly subject: string;
  readonly name: string;
  readonly email: string;
  /** Whether the provider vouches for the address. */
  readonly isVerified: boolean;
  /** What signing in as this person shows. */
  readonly hint: string;
}

const guests: readonly ProviderPerson[] = [
  {
    subject: 'guest-noor',
    name: 'Noor Haddad',
    email: 'noor.haddad@guest.example',
    isVerified: true,
    hint: 'a guest with an account of her own',
  },
  {
    subject: 'guest-unverified',
    name: 'Sam Unproven',
    email: 'sam@guest.example',
    isVerified: false,
    hint: 'an address that the provider does not vouch for',
  },
];

/** The demo's staff and two guests. */
export const demoPeople: readonly ProviderPerson[] = [
  ...demoStaff.map(({ id, name, email, role }) => ({
    subject: id,
    name,
    email,
    isVerified: true,
    hint: `works at the cinema (${role.toLowerCase()})`,
  })),
  ...guests,
];
