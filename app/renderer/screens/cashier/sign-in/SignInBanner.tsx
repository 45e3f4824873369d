import { Clock, KeyRound, Unplug } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../../../components/Banner.tsx';
import { useFormats } from '../../../hooks/cinema-context.ts';
import { useSessionStore } from '../../../stores/session-store.ts';
import { useStation } from '../../../stores/station-store.ts';
import type { SignInFailure } from './use-sign-in-form.ts';

/** Why signing in did not work, or why somebody has to sign in again. */
export function SignInBanner({ failure }: { readonly failure: SignInFailure }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { stationId } = useStation();
  const hasExpired = useSessionStore(({ state }) => state.kind === 'signedOut' && state.reason === 'expired');

  switch (failure?.kind) {
    case 'wrongPin':
      return (
        <Banner tone="velvet" role="alert" icon={<KeyRound aria-hidden size={18} />} fact={t('signIn.wrongPin')}>
          {t('signIn.wrongPinHint')}
        </Banner>
      );
    case 'accountLocked':
      return (
        <Banner tone="velvet" role="alert" icon={<Clock aria-hidden size={18} />} fact={t('signIn.accountLocked')}>
          {t('signIn.accountLockedHint', { time: formats.timeWithSeconds(failure.until) })}
        </Banner>
      );
    case 'pinExpired':
      return (
        <Banner tone="velvet" role="alert" icon={<KeyRound aria-hidden size={18} />} fact={t('signIn.pinExpired')}>
          {t('signIn.pinExpiredHint')}
        </Banner>
      );
    case 'unknownStation':
      return (
        <Banner tone="velvet" role="alert" icon={<Unplug aria-hidden size={18} />} fact={t('signIn.unknownStation')}>
          {t('signIn.unknownStationHint', { station: stationId })}
        </Banner>
      );
    case 'serverAway':
      return (
        <Banner tone="velvet" role="alert" icon={<Unplug aria-hidden size={18} />} fact={t('signIn.serverAway')}>
          {t('signIn.serverAwayHint')}
        </Banner>
      );
    case undefined:
      if (!hasExpired) return null;
      return (
        <Banner tone="screen" icon={<Clock aria-hidden size={18} />} fact={t('signIn.sessionExpired')}>
          {t('signIn.sessionExpiredHint')}
        </Banner>
      );
  }
}
