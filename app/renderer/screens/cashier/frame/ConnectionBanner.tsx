import { WifiOff } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../../../components/Banner.tsx';
import { useServerNow } from '../../../hooks/use-server-now.ts';
import { useAnnouncementStore } from '../../../stores/announcement-store.ts';
import { isServerAway, useConnectionStore } from '../../../stores/connection-store.ts';
import { monotonicNow } from '../../../stores/monotonic-time.ts';

/** Says that the server is away and when it is tried again. Goes by itself when it is back. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const isAway = useConnectionStore(({ phase }) => isServerAway(phase));
  const wasAway = useRef(false);
  useEffect(() => {
    if (wasAway.current && !isAway) useAnnouncementStore.getState().announce(t('frame.away.back'));
    wasAway.current = isAway;
  }, [isAway, t]);
  if (!isAway) return null;
  return (
    <Banner tone="velvet" icon={<WifiOff aria-hidden />} fact={t('frame.away.title')}>
      {t('frame.away.detail')} <NextAttempt />
    </Banner>
  );
}

/** Not told to screen readers: a number that changes each second is no news. */
function NextAttempt() {
  const { t } = useTranslation();
  const retryAt = useConnectionStore((store) => store.retryAt);
  useServerNow();
  const seconds = retryAt === undefined ? 0 : Math.ceil((retryAt - monotonicNow()) / 1_000);
  return (
    <span aria-hidden>{seconds > 0 ? t('frame.away.retryIn', { count: seconds }) : t('frame.away.retrying')}</span>
  );
}
