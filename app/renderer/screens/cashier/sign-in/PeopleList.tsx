import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/Button.tsx';
import { classNames } from '../../../components/class-names.ts';
import { KeyHint } from '../../../components/KeyHint.tsx';
import { useEndSession } from '../../../hooks/use-end-session.ts';
import type { Person } from './people-order.ts';
import type { SignInForm } from './use-sign-in-form.ts';

interface Props {
  readonly people: readonly Person[];
  readonly form: SignInForm;
  readonly isLocked: boolean;
}

/** The people who may sign in here; one of them is always chosen. */
export function PeopleList({ people, form, isLocked }: Props) {
  const { t } = useTranslation();
  const endSession = useEndSession();
  return (
    <div className="grid gap-3">
      <div role="radiogroup" aria-label={t('signIn.choose')} className="grid gap-2">
        {people.map((person) => (
          <PersonOption key={person.username} person={person} form={form} />
        ))}
      </div>
      {isLocked ? (
        <Button variant="quiet" onPress={() => void endSession()}>
          {t('signIn.signOut')}
        </Button>
      ) : (
        <p className="text-meta text-3 flex items-center gap-2">
          <KeyHint>↑</KeyHint>
          <KeyHint>↓</KeyHint>
          {t('signIn.choose')}
        </p>
      )}
    </div>
  );
}

function PersonOption({ person, form }: { readonly person: Person; readonly form: SignInForm }) {
  const { t } = useTranslation();
  const isChosen = person.username === form.chosen?.username;
  return (
    <button
      type="button"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- the whole card is the target; an input would hide under it
      role="radio"
      aria-checked={isChosen}
      tabIndex={isChosen ? 0 : -1}
      // The focus stays where it is: Enter belongs to the PIN.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => form.choose(person.username)}
      className={classNames(
        'rounded-card flex h-16 items-center gap-4 border px-4 text-start transition-colors',
        isChosen ? 'border-time bg-3' : 'bg-1 hover:bg-2 border-line',
      )}
    >
      <span
        aria-hidden
        className={classNames('font-title grid size-9 place-items-center rounded-full', isChosen ? 'bg-1' : 'bg-3')}
      >
        {person.name.slice(0, 1)}
      </span>
      <span className="grid">
        <span className="text-strong font-semibold">{person.name}</span>
        <span className="text-meta text-3">{t(`common.role.${person.role}`)}</span>
      </span>
    </button>
  );
}
