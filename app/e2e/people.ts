import { ask } from './box-office-api.ts';
import type { Credentials } from './stack.ts';

/** Somebody who may sign in at a station. */
export interface Person extends Credentials {
  /** As the sign-in screen shows it. */
  readonly name: string;
}

/** Finds the name under which somebody is offered to sign in. */
export async function personOf(url: string, { username, pin }: Credentials): Promise<Person> {
  const { signInChoices } = await ask<{ signInChoices: readonly { username: string; name: string }[] }>(
    url,
    '{ signInChoices { username name } }',
  );
  const choice = signInChoices.find((each) => each.username === username);
  if (!choice) throw new Error(`nobody may sign in as ${username}`);
  return { name: choice.name, username, pin };
}
