import { useState } from 'react';
import { pressKeypadKey, type KeypadKey } from '../../../components/keypad-keys.ts';
import { describeFailure } from '../../../graphql/failures.ts';
import { digitBindings } from '../../../hooks/digit-bindings.ts';
import { useShortcuts } from '../../../hooks/use-shortcuts.ts';
import { useSignIn, type SignInOutcome } from '../../../operations/use-sign-in.ts';
import { neighbour } from '../common/neighbour.ts';
import type { Person } from './people-order.ts';

/** Where the window keeps who signed in here last, to choose that person first. */
const lastPersonKey = 'foyer.lastPerson';

export type SignInFailure =
  Exclude<SignInOutcome, { readonly kind: 'signedIn' }> | { readonly kind: 'serverAway' } | undefined;

export interface SignInForm {
  readonly chosen: Person | undefined;
  readonly choose: (username: string) => void;
  /** How many digits of the PIN were entered; the digits themselves are nobody's business. */
  readonly entered: number;
  readonly canSubmit: boolean;
  readonly isChecking: boolean;
  readonly failure: SignInFailure;
  readonly press: (key: KeypadKey) => void;
  readonly submit: () => void;
}

const longestPin = 12;
const shortestPin = 4;

/** The state of the sign-in screen: who, which PIN so far, and what the server said. */
export function useSignInForm(people: readonly Person[] | undefined, isModal: boolean): SignInForm {
  const signIn = useSignIn();
  const [username, setUsername] = useState(() => window.localStorage.getItem(lastPersonKey) ?? undefined);
  const [pin, setPin] = useState('');
  const [isChecking, setChecking] = useState(false);
  const [failure, setFailure] = useState<SignInFailure>();
  const chosen = people?.find((person) => person.username === username) ?? people?.[0];
  const canSubmit = chosen !== undefined && pin.length >= shortestPin && !isChecking;

  function choose(next: string | undefined) {
    setUsername(next);
    setPin('');
    setFailure(undefined);
  }

  function press(key: KeypadKey) {
    if (isChecking) return;
    setFailure(undefined);
    setPin((before) => pressKeypadKey(before, key, { maximumLength: longestPin }));
  }

  async function submit() {
    if (!chosen || !canSubmit) return;
    setChecking(true);
    try {
      const outcome = await signIn({ username: chosen.username, pin });
      if (outcome.kind === 'signedIn') window.localStorage.setItem(lastPersonKey, chosen.username);
      else setFailure(outcome);
    } catch (error) {
      console.warn('signing in failed', describeFailure(error));
      setFailure({ kind: 'serverAway' });
    }
    setPin('');
    setChecking(false);
  }

  const usernames = people?.map((person) => person.username) ?? [];
  useShortcuts(
    {
      ...digitBindings(press),
      Enter: () => void submit(),
      ArrowDown: () => choose(neighbour(usernames, chosen?.username, 1)),
      ArrowUp: () => choose(neighbour(usernames, chosen?.username, -1)),
    },
    { isModal },
  );
  return { chosen, choose, entered: pin.length, canSubmit, isChecking, failure, press, submit: () => void submit() };
}
