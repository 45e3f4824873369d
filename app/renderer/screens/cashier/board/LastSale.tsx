import { Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { formatCode } from '#shared/domain/codes.ts';
import { Button } from '../../../components/Button.tsx';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { PanelHeading } from '../../../components/PanelHeading.tsx';
import { useFormats } from '../../../hooks/cinema-context.ts';
import { usePrinting } from '../../../hooks/printing-context.ts';
import { useShortcuts } from '../../../hooks/use-shortcuts.ts';
import type { OrderFieldsFragment } from '../../../graphql/generated/operations.ts';
import { useLastSaleStore } from '../../../stores/last-sale-store.ts';
import { PrintState } from '../common/PrintState.tsx';

/** The order before, for the guest who comes back at once. */
export function LastSale() {
  const { t } = useTranslation();
  const order = useLastSaleStore((store) => store.order);
  return (
    <section aria-label={t('board.lastSale')} className="grid grid-cols-[minmax(0,1fr)] gap-2.5">
      <PanelHeading>{t('board.lastSale')}</PanelHeading>
      {order ? (
        <LastOrder order={order} />
      ) : (
        <EmptyState title={t('board.noLastSale')}>{t('board.noLastSaleHint')}</EmptyState>
      )}
    </section>
  );
}

function LastOrder({ order }: { readonly order: OrderFieldsFragment }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const printing = usePrinting();
  const [, navigate] = useLocation();
  const reprint = () => printing.printAgain(order);
  const show = () => navigate(`/orders/${order.code}`);
  useShortcuts({ r: reprint, v: show });
  return (
    <Panel className="grid grid-cols-[minmax(0,1fr)] gap-2.5">
      <p className="flex items-baseline justify-between">
        <bdi className="font-mono text-body font-semibold">{formatCode(order.code)}</bdi>
        <span className="font-title text-strong">{formats.money(order.total)}</span>
      </p>
      <p className="text-meta text-2">
        {t('board.lastSaleLine', {
          count: order.tickets.length,
          time: formats.time(order.placedAt),
          tender: t(`common.tender.${order.tender}`),
        })}
      </p>
      <ul className="grid gap-1 text-meta">
        {order.tickets.map((ticket) => (
          <li key={ticket.id} className="flex items-center justify-between gap-2">
            <bdi>{ticket.seatId}</bdi>
            <PrintState ticket={ticket} />
          </li>
        ))}
      </ul>
      <div className="flex gap-2 *:flex-1">
        <Button variant="quiet" icon={<Printer aria-hidden size={16} />} keyHint="R" onPress={reprint}>
          {t('board.reprint')}
        </Button>
        <Button variant="quiet" keyHint="V" onPress={show}>
          {t('board.show')}
        </Button>
      </div>
    </Panel>
  );
}
