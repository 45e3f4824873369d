import { Clock, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Banner, type BannerTone } from '../../../components/Banner.tsx';
import { Button } from '../../../components/Button.tsx';
import { useCartStore, type CartNotice } from '../../../stores/cart/cart-store.ts';
import { useNoticeWords } from './use-notice-words.ts';

/** Blue is for what others did, amber for time and money of this order, red for what stops the sale. */
const tones: Readonly<Record<CartNotice['kind'], BannerTone>> = {
  taken: 'screen',
  noAdjacent: 'screen',
  conflict: 'screen',
  released: 'screen',
  expired: 'tungsten',
  limit: 'tungsten',
  amountTooLow: 'tungsten',
  unknown: 'tungsten',
  closed: 'velvet',
  failed: 'velvet',
  shiftNotOpen: 'velvet',
  idempotencyConflict: 'velvet',
  invalid: 'velvet',
};

/** What happened to the order, what to do about it, and one key that does it. */
export function CartBanner({ onHoldAgain }: { readonly onHoldAgain: () => void }) {
  const { t } = useTranslation();
  const notice = useCartStore((cart) => cart.notice);
  const words = useNoticeWords();
  if (!notice) return null;
  const { fact, hint, seatsToHoldAgain } = words(notice);
  const tone = tones[notice.kind];
  return (
    <Banner
      tone={tone}
      icon={tone === 'velvet' ? <TriangleAlert aria-hidden /> : <Clock aria-hidden />}
      fact={fact}
      action={
        seatsToHoldAgain && (
          <Button keyHint="T" onPress={onHoldAgain}>
            {t('sale.notice.holdAgain', { seats: seatsToHoldAgain })}
          </Button>
        )
      }
    >
      {hint}
    </Banner>
  );
}
