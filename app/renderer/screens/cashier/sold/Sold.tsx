import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Redirect, useLocation } from 'wouter';
import type { OrderFieldsFragment } from '../../../graphql/generated/operations.ts';
import { useScreenFocus } from '../../../hooks/use-screen-focus.ts';
import { useShortcuts } from '../../../hooks/use-shortcuts.ts';
import { usePrinting } from '../../../hooks/printing-context.ts';
import { useFormats } from '../../../hooks/cinema-context.ts';
import { useAnnouncementStore } from '../../../stores/announcement-store.ts';
import { useLastSaleStore } from '../../../stores/last-sale-store.ts';
import { Button } from '../../../components/Button.tsx';
import { useReceiptJob } from '../../../stores/printing/print-store.ts';
import { JobState } from '../common/PrintState.tsx';
import { ConnectionBanner } from '../frame/ConnectionBanner.tsx';
import { DrawerNotice } from './DrawerNotice.tsx';
import { SoldSummary } from './SoldSummary.tsx';
import { SoldTickets } from './SoldTickets.tsx';
import { TicketPictures } from './TicketPictures.tsx';

/** The sale is made: what to give back, what comes out of the printer, and on to the next guest. */
export function Sold() {
  const order = useLastSaleStore((store) => store.order);
  return order ? <SoldOrder key={order.id} order={order} /> : <Redirect to="/" />;
}

function SoldOrder({ order }: { readonly order: OrderFieldsFragment }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [, navigate] = useLocation();
  const heading = useScreenFocus();
  const next = () => navigate('/');
  const printing = usePrinting();
  const printAgain = () => printing.printAgain(order);
  const printReceipt = () => printing.printReceipt(order);
  const receipt = useReceiptJob(order.id);
  useShortcuts({ Enter: next, Escape: next, r: printAgain, c: printReceipt });
  const { changeDue } = order;
  const change =
    changeDue && changeDue.amount > 0
      ? t('success.giveBack', { amount: formats.money(changeDue) })
      : t('success.nothingBack');
  useEffect(() => useAnnouncementStore.getState().announce(change), [change]);

  return (
    <main className="grid min-h-0 grid-cols-[minmax(0,1fr)_570px]">
      <div className="flex min-h-0 flex-col gap-6 overflow-y-auto px-12 py-10">
        <ConnectionBanner />
        <DrawerNotice />
        <h1 ref={heading} tabIndex={-1} className="sr-only">
          {t('success.title')}
        </h1>
        <SoldSummary order={order} change={change} />
        <SoldTickets order={order} />
        <div className="mt-auto flex gap-3">
          <Button variant="primary" size="large" keyHint={t('common.key.enter')} onPress={next} className="min-w-72">
            {t('success.next')}
          </Button>
          <Button variant="quiet" size="large" keyHint="R" onPress={printAgain}>
            {t('success.printAllAgain')}
          </Button>
          <Button variant="quiet" size="large" keyHint="C" onPress={printReceipt}>
            {t('success.receipt')}
          </Button>
          {receipt && <JobState job={receipt} />}
        </div>
      </div>
      <TicketPictures tickets={order.tickets} />
    </main>
  );
}
