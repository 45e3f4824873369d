import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Seat as DomainSeat } from '#shared/domain/seat.ts';
import { Banner } from '../../../components/Banner.tsx';
import { Legend } from '../../../components/seat-map/Legend.tsx';
import { SeatMap } from '../../../components/seat-map/SeatMap.tsx';
import { SeatMapSkeleton } from '../../../components/seat-map/SeatMapSkeleton.tsx';
import type { SeatStatus } from '../../../components/seat-map/seat-status.ts';
import { useCartStore } from '../../../stores/cart/cart-store.ts';
import { ConnectionBanner } from '../frame/ConnectionBanner.tsx';
import { CartBanner } from './CartBanner.tsx';
import type { SaleControl } from './use-sale.ts';

/** The room, live. What happened to the seats is said above it, where no seat is. */
export function SaleMap({ sale }: { readonly sale: SaleControl }) {
  const { t } = useTranslation();
  const { seats, actions, order } = sale;
  const { describe, legend, zoomLabels } = useMapWords();
  const isOpen = useCartStore((cart) => cart.payment === 'open');
  const toggle = useCallback(
    (chosen: readonly DomainSeat[]) => actions.toggle(chosen.map((seat) => seat.id)),
    [actions],
  );
  return (
    <>
      <div className="relative min-h-0">
        <div className="absolute inset-x-4 -top-1 z-10 mx-auto grid max-w-[760px] gap-2">
          <ConnectionBanner />
          <CartBanner onHoldAgain={actions.holdAgain} />
          {seats.status === 'failed' && (
            <Banner tone="velvet" fact={t('sale.mapFailed')}>
              {t('sale.mapFailedHint')}
            </Banner>
          )}
        </div>
        {seats.layout && seats.store ? (
          <SeatMap
            layout={seats.layout}
            store={seats.store}
            label={t('sale.mapLabel')}
            screenLabel={t('sale.screen')}
            describeSeat={describe}
            onToggle={toggle}
            isDisabled={isOpen ? undefined : everySeat}
            activeRows={new Set(order.lines.map((line) => line.seat.row))}
            zoomLabels={zoomLabels}
          />
        ) : (
          <SeatMapSkeleton label={t('sale.mapLoading')} />
        )}
      </div>
      <div className="overflow-hidden px-2 [&>ul]:gap-x-2.5 wide:[&>ul]:gap-x-4">
        <Legend labels={legend} />
      </div>
    </>
  );
}

const everySeat = () => true;

function useMapWords() {
  const { t } = useTranslation();
  const describe = useCallback(
    (seats: readonly DomainSeat[], status: SeatStatus) => {
      const [first] = seats;
      const names = seats.map(({ row, number }) => t('sale.seatName', { row, number }));
      return [...names, first && t(`common.seatKind.${first.kind}`), t(`sale.legend.${status}`)]
        .filter(Boolean)
        .join(', ');
    },
    [t],
  );
  return {
    describe,
    legend: {
      ...t('sale.legend', { returnObjects: true }),
      vip: t('common.seatKind.VIP'),
      loveseat: t('common.seatKind.LOVESEAT'),
      wheelchair: t('common.seatKind.WHEELCHAIR'),
      companion: t('common.seatKind.COMPANION'),
    },
    zoomLabels: { in: t('sale.zoomIn'), out: t('sale.zoomOut'), fit: t('sale.zoomFit') },
  };
}
