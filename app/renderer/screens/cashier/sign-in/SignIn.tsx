import { useQuery } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { Logo } from '../../../components/Logo.tsx';
import { SkeletonRows } from '../../../components/Skeleton.tsx';
import { SignInChoicesDocument } from '../../../graphql/generated/operations.ts';
import { useCinema } from '../../../hooks/cinema-context.ts';
import { useScreenFocus } from '../../../hooks/use-screen-focus.ts';
import { useSessionStore } from '../../../stores/session-store.ts';
import { useStation } from '../../../stores/station-store.ts';
import { orderedPeople } from './people-order.ts';
import { PeopleList } from './PeopleList.tsx';
import { PinPad } from './PinPad.tsx';
import { SignInBanner } from './SignInBanner.tsx';
import { useSignInForm } from './use-sign-in-form.ts';

/** Who is at the counter? The same screen unlocks a station, for whoever locked it. */
export function SignIn() {
  const { t } = useTranslation();
  const heading = useScreenFocus();
  const { name } = useCinema();
  const { stationName } = useStation();
  const lockedBy = useSessionStore(({ state }) => (state.kind === 'signedIn' ? state.session.staff : undefined));
  const { data, error } = useQuery(SignInChoicesDocument, { fetchPolicy: 'no-cache', pollInterval: 60_000 });
  const choices = data?.signInChoices.filter((person) => !lockedBy || person.name === lockedBy.name);
  const people = choices && orderedPeople(choices);
  const form = useSignInForm(people, lockedBy !== undefined);

  return (
    <div className="bg-0 fixed inset-0 z-10 grid grid-rows-[60px_minmax(0,1fr)]">
      <header className="flex items-center justify-between px-4">
        <Logo name={t('common.app')} />
        <p className="text-meta text-3">
          {name}, {stationName}
        </p>
      </header>
      <main className="overflow-y-auto">
        <div className="mx-auto grid min-h-full max-w-[860px] grid-cols-[minmax(0,1fr)_320px] content-center items-start gap-x-14 gap-y-5 px-10 pb-16">
          <div className="col-span-2 grid gap-2">
            <h1 ref={heading} tabIndex={-1} className="font-title text-total outline-none">
              {lockedBy ? t('signIn.lockedTitle') : t('signIn.title')}
            </h1>
            {lockedBy && <p className="text-body text-2">{t('signIn.lockedHint')}</p>}
            <SignInBanner failure={error && !data ? { kind: 'serverAway' } : form.failure} />
          </div>
          {people === undefined ? (
            <SkeletonRows count={4} label={t('common.loading')} />
          ) : people.length === 0 ? (
            <EmptyState title={t('signIn.nobody')}>{t('signIn.nobodyHint')}</EmptyState>
          ) : (
            <PeopleList people={people} form={form} isLocked={lockedBy !== undefined} />
          )}
          <PinPad form={form} isLocked={lockedBy !== undefined} />
        </div>
      </main>
    </div>
  );
}
