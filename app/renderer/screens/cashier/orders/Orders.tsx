import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { formatCode } from '#shared/domain/codes.ts';
import { Banner } from '../../../components/Banner.tsx';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { SkeletonRows } from '../../../components/Skeleton.tsx';
import { useScreenFocus } from '../../../hooks/use-screen-focus.ts';
import { useShortcuts } from '../../../hooks/use-shortcuts.ts';
import { neighbour } from '../common/neighbour.ts';
import { ConnectionBanner } from '../frame/ConnectionBanner.tsx';
import { StationHeader } from '../frame/StationHeader.tsx';
import { OrderDetails } from './OrderDetails.tsx';
import { OrderList } from './OrderList.tsx';
import { useOrderByCode, useOrdersOfToday } from './use-orders.ts';

/** What was sold today, and any order by its code. */
export function Orders({ code }: { readonly code: string | undefined }) {
  const { t } = useTranslation();
  const heading = useScreenFocus();
  const [, navigate] = useLocation();
  const { orders, hasFailed } = useOrdersOfToday();
  const found = useOrderByCode(code);
  const listed = orders?.find((order) => order.code === code);
  const order = listed ?? found.order ?? (code === undefined ? orders?.[0] : undefined);

  const codes = orders?.map((each) => each.code) ?? [];
  const move = (step: number) => {
    const next = neighbour(codes, order?.code, step);
    if (next) navigate(`/orders/${next}`, { replace: true });
  };
  useShortcuts({ ArrowUp: () => move(-1), ArrowDown: () => move(1), Escape: () => navigate('/') });

  return (
    <div className="grid min-h-0 grid-rows-[60px_minmax(0,1fr)]">
      <StationHeader view="orders" />
      <div className="wide:grid-cols-[minmax(0,1fr)_520px] grid min-h-0 grid-cols-[minmax(0,1fr)_420px]">
        <main className="bg-1 flex min-h-0 flex-col">
          <h1 ref={heading} tabIndex={-1} className="font-title text-head px-5 pt-4 pb-3 outline-none">
            {t('orders.title')}
          </h1>
          <div className="grid gap-2 px-3 pb-2 empty:hidden">
            <ConnectionBanner />
            {found.isMissing && code && (
              <Banner tone="screen" fact={t('orders.notFound', { code: formatCode(code) })}>
                {t('orders.notFoundHint')}
              </Banner>
            )}
            {hasFailed && (
              <Banner tone="velvet" fact={t('orders.loadFailed')}>
                {t('orders.loadFailedHint')}
              </Banner>
            )}
          </div>
          {orders === undefined ? (
            !hasFailed && <SkeletonRows count={8} label={t('common.loading')} />
          ) : orders.length === 0 ? (
            <div className="p-5">
              <EmptyState title={t('orders.empty')}>{t('orders.emptyHint')}</EmptyState>
            </div>
          ) : (
            <OrderList
              orders={orders}
              chosen={order?.code}
              onChoose={(next) => navigate(`/orders/${next}`, { replace: true })}
            />
          )}
        </main>
        <aside className="min-h-0 overflow-y-auto border-s border-line p-5">
          {order ? (
            <OrderDetails key={order.id} order={order} />
          ) : (
            <EmptyState title={t('orders.choose')}>{t('orders.chooseHint')}</EmptyState>
          )}
        </aside>
      </div>
    </div>
  );
}
