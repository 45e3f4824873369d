import { Unplug } from 'lucide-react';
import { useEffect, useEffectEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../../../components/Banner.tsx';
import { Button } from '../../../components/Button.tsx';
import { SkeletonRows } from '../../../components/Skeleton.tsx';
import { useCartStore } from '../../../stores/cart/cart-store.ts';
import { OpenShift } from './OpenShift.tsx';
import { useCurrentShift } from './use-current-shift.ts';

/** Nothing is sold without an open shift. A sale in the cart waits behind it. */
export function ShiftGate({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const { shift, hasFailed, refetch } = useCurrentShift();
  const isRefused = useCartStore((cart) => cart.notice?.kind === 'shiftNotOpen');

  const askAgain = useEffectEvent(refetch);
  useEffect(() => {
    // The server knows better than we do: somebody closed it elsewhere.
    if (isRefused) askAgain();
  }, [isRefused]);

  if (shift) return children;
  if (shift === null) return <OpenShift />;
  return (
    <main className="p-10">
      {hasFailed ? (
        <Banner
          tone="velvet"
          icon={<Unplug aria-hidden />}
          fact={t('signIn.serverAway')}
          action={
            <Button size="small" onPress={refetch}>
              {t('common.tryAgain')}
            </Button>
          }
        >
          {t('signIn.serverAwayHint')}
        </Banner>
      ) : (
        <SkeletonRows count={6} label={t('common.loading')} />
      )}
    </main>
  );
}
