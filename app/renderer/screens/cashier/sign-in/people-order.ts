import type { SignInChoicesQuery } from '../../../graphql/generated/operations.ts';

export type Person = SignInChoicesQuery['signInChoices'][number];

const rank: Readonly<Record<Person['role'], number>> = { CASHIER: 0, MANAGER: 1, ADMIN: 2, KIOSK: 3, CUSTOMER: 4 };

/** Those who work at a counter first, each group by name. */
export function orderedPeople<Each extends Pick<Person, 'name' | 'role'>>(people: readonly Each[]): readonly Each[] {
  return people.toSorted((left, right) => rank[left.role] - rank[right.role] || left.name.localeCompare(right.name));
}
