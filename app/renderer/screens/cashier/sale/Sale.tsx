import { useState } from 'react';
import type { ShowtimeFieldsFragment } from '../../../graphql/generated/operations.ts';
import { useCartStore } from '../../../stores/cart/cart-store.ts';
import { ticketKeys } from '../../../stores/cart/ticket-keys.ts';
import { ticketTypeName } from '../../../hooks/use-ticket-words.ts';
import { useTranslation } from 'react-i18next';
import { LeaveDialog } from './LeaveDialog.tsx';
import { OrderPanel } from './OrderPanel.tsx';
import { SaleHeader } from './SaleHeader.tsx';
import { SaleMap } from './SaleMap.tsx';
import { useCurrentLine } from './use-current-line.ts';
import { useHoldAnnouncements } from './use-hold-announcements.ts';
import { useSale } from './use-sale.ts';
import { useSaleShortcuts } from './use-sale-shortcuts.ts';

/** Two seats, one price, one press: the map on the left, the order on the right. */
export function Sale({ showtime }: { readonly showtime: ShowtimeFieldsFragment }) {
  const { t } = useTranslation();
  const sale = useSale(showtime);
  const names = new Map(showtime.prices.ticketTypes.map((type) => [type, ticketTypeName(t, type)]));
  const current = useCurrentLine(sale.order.lines, ticketKeys(names));
  const [isLeaving, setLeaving] = useState(false);
  const isUnknown = useCartStore((cart) => cart.payment === 'unknown');
  useHoldAnnouncements(sale.clock);
  useSaleShortcuts(sale, current, stepBack);

  /** Gives the seats back first, and leaves only then. */
  function stepBack() {
    const { payment, plan } = useCartStore.getState();
    if (payment === 'unknown') setLeaving(true);
    else if (payment === 'open' && plan.wanted.length > 0) sale.actions.releaseAll();
    else if (payment === 'open') sale.leave();
  }

  return (
    <div className="wide:grid-cols-[minmax(0,1fr)_480px] grid min-h-0 grid-cols-[minmax(0,1fr)_388px]">
      <main className="grid min-h-0 min-w-0 grid-rows-[60px_minmax(0,1fr)_40px]">
        <SaleHeader sale={sale} onBack={stepBack} />
        <SaleMap sale={sale} />
      </main>
      <OrderPanel sale={sale} current={current} />
      <LeaveDialog
        isOpen={isLeaving && isUnknown}
        total={sale.order.total}
        onStay={() => setLeaving(false)}
        onLeave={sale.leave}
      />
    </div>
  );
}
