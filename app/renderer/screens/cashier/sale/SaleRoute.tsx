import { useQuery } from '@apollo/client/react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { Banner } from '../../../components/Banner.tsx';
import { Button } from '../../../components/Button.tsx';
import { SeatMapSkeleton } from '../../../components/seat-map/SeatMapSkeleton.tsx';
import { ShowtimeDocument } from '../../../graphql/generated/operations.ts';
import { useShortcuts } from '../../../hooks/use-shortcuts.ts';
import { useCartStore } from '../../../stores/cart/cart-store.ts';
import { Sale } from './Sale.tsx';

/** The sale in the cart; an address without one begins an empty sale. */
export function SaleRoute({ showtimeId }: { readonly showtimeId: string }) {
  const { t } = useTranslation();
  const saleId = useCartStore((cart) => cart.saleId);
  const isInCart = useCartStore((cart) => cart.showtimeId === showtimeId);
  const { data, error, refetch } = useQuery(ShowtimeDocument, { variables: { id: showtimeId } });

  useEffect(() => {
    if (!isInCart) useCartStore.getState().begin(showtimeId);
  }, [isInCart, showtimeId]);

  if (isInCart && data?.showtime) return <Sale key={saleId} showtime={data.showtime} />;
  if (data?.showtime === null) return <Unavailable fact={t('sale.missing')} />;
  if (error) return <Unavailable fact={t('sale.mapFailed')} onAgain={() => void refetch()} />;
  return (
    <main className="grid min-h-0">
      <SeatMapSkeleton label={t('sale.mapLoading')} />
    </main>
  );
}

/** There is nothing to sell here; the way back is open. */
function Unavailable({ fact, onAgain }: { readonly fact: string; readonly onAgain?: () => void }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  function leave() {
    useCartStore.getState().clear();
    navigate('/');
  }
  useShortcuts({ Escape: leave });
  return (
    <main className="grid content-start gap-4 p-10">
      <Banner
        tone="velvet"
        fact={fact}
        action={
          onAgain && (
            <Button size="small" onPress={onAgain}>
              {t('common.tryAgain')}
            </Button>
          )
        }
      />
      <Button className="justify-self-start" keyHint={t('common.key.escape')} onPress={leave}>
        {t('common.back')}
      </Button>
    </main>
  );
}
