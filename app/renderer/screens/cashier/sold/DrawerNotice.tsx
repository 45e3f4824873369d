import { Inbox } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../../../components/Banner.tsx';
import { useLastSaleStore } from '../../../stores/last-sale-store.ts';

/** Says that the drawer has to be opened by hand. */
export function DrawerNotice() {
  const { t } = useTranslation();
  const drawer = useLastSaleStore((store) => store.drawer);
  if (drawer?.kind !== 'failed') return null;
  return (
    <Banner tone="tungsten" icon={<Inbox aria-hidden />} fact={t('success.drawerFailed')}>
      {t('success.drawerReason', { reason: t(`success.reason.${drawer.reason}`) })}
    </Banner>
  );
}
