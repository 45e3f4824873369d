import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { KeyHint } from '../../../components/KeyHint.tsx';
import { useFormats } from '../../../hooks/cinema-context.ts';
import { CashTender } from './CashTender.tsx';
import { HoldHeader } from './HoldHeader.tsx';
import { OrderLineCard } from './OrderLineCard.tsx';
import type { CurrentLine } from './use-current-line.ts';
import type { SaleControl } from './use-sale.ts';

/** The order: its time, its seats, its price, its money. */
export function OrderPanel({ sale, current }: { readonly sale: SaleControl; readonly current: CurrentLine }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { order, count } = sale;
  return (
    <aside aria-label={t('sale.order')} className="bg-1 flex min-h-0 flex-col border-s border-line">
      <HoldHeader sale={sale} />
      <ul className="grid min-h-0 flex-1 auto-rows-min content-start gap-2 overflow-y-auto px-4 pb-2">
        {order.lines.length === 0 && (
          <li>
            <EmptyState title={t('sale.noSeats')}>{t('sale.noSeatsHint', { count })}</EmptyState>
          </li>
        )}
        {order.lines.map((line) => (
          <OrderLineCard key={line.seat.id} line={line} current={current} onRemove={sale.actions.remove} />
        ))}
      </ul>
      <p className="flex items-baseline justify-between px-5 pt-1 pb-2">
        <span className="text-head font-title">{t('sale.total')}</span>
        <output className="font-title text-total">{formats.money(order.total)}</output>
      </p>
      <CashTender sale={sale} />
      <p className="flex h-10 items-center justify-between px-4 text-meta text-2">
        <span className="flex items-center gap-1.5">
          <KeyHint>{t('common.key.delete')}</KeyHint>
          {t('sale.removeHint')}
        </span>
        <span className="flex items-center gap-1.5">
          <KeyHint>N</KeyHint>
          {t('sale.nextLine')}
        </span>
        <span className="flex items-center gap-1.5">
          <KeyHint>{t('common.key.escape')}</KeyHint>
          {t('sale.releaseHint')}
        </span>
      </p>
    </aside>
  );
}
