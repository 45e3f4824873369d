import { Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatCode } from '#shared/domain/codes.ts';
import { Button } from '../../../components/Button.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { Poster } from '../../../components/Poster.tsx';
import type { OrderFieldsFragment } from '../../../graphql/generated/operations.ts';
import { useFormats } from '../../../hooks/cinema-context.ts';
import { usePrinting } from '../../../hooks/printing-context.ts';
import { useShortcuts } from '../../../hooks/use-shortcuts.ts';
import { useReceiptJob } from '../../../stores/printing/print-store.ts';
import { useTicketWords } from '../../../hooks/use-ticket-words.ts';
import { JobState, PrintState } from '../common/PrintState.tsx';

/** States in which the guest holds tickets that are good. */
const withTickets: ReadonlySet<OrderFieldsFragment['state']> = new Set(['PAID', 'PARTIALLY_REFUNDED']);

/** One order with its tickets, to print them again. */
export function OrderDetails({ order }: { readonly order: OrderFieldsFragment }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const words = useTicketWords();
  const printing = usePrinting();
  const { showtime, tickets } = order;
  const reprint = withTickets.has(order.state) ? () => printing.printAgain(order) : undefined;
  const printReceipt = reprint && (() => printing.printReceipt(order));
  const receipt = useReceiptJob(order.id);
  useShortcuts({ r: reprint, c: printReceipt });
  return (
    <section aria-label={formatCode(order.code)} className="grid gap-5">
      <div className="flex gap-4">
        <Poster file={showtime.movie.poster} title="" width={72} height={98} />
        <div className="grid content-center gap-1">
          <h2 className="font-title text-head">
            <bdi>{showtime.movie.title}</bdi>
          </h2>
          <p className="text-2">
            {formats.longDay(showtime.startsAt)}, {formats.time(showtime.startsAt)}
          </p>
          <p className="text-2">{showtime.auditorium.name}</p>
        </div>
      </div>
      <dl className="grid grid-cols-[1fr_auto] gap-y-1.5">
        <dt className="text-2">{t('success.code')}</dt>
        <dd className="font-mono font-semibold">{formatCode(order.code)}</dd>
        <dt className="text-2">{t('orders.receipt', { number: order.receiptNumber ?? '–' })}</dt>
        <dd>{t('orders.placed', { time: formats.time(order.placedAt), name: order.placedBy })}</dd>
        <dt className="text-2">{t('sale.total')}</dt>
        <dd className="font-title text-head justify-self-end">{formats.money(order.total)}</dd>
      </dl>
      <ul className="grid gap-2">
        {tickets.map((ticket) => (
          <li key={ticket.id}>
            <Panel className="grid grid-cols-[1fr_auto] gap-y-1">
              <span className="font-title text-strong">
                {t('success.ticketLine', { row: ticket.row, number: ticket.number })}
              </span>
              <span className="font-title text-strong justify-self-end">{formats.money(ticket.price)}</span>
              <span className="text-meta text-2">
                {words.ticketType(ticket.ticketType)}, {words.seatKind(ticket.seatKind)}
              </span>
              <PrintState ticket={ticket} />
            </Panel>
          </li>
        ))}
      </ul>
      {reprint && (
        <Button variant="primary" size="large" icon={<Printer aria-hidden size={18} />} keyHint="R" onPress={reprint}>
          {t('orders.reprint', { count: tickets.length })}
        </Button>
      )}
      {printReceipt && (
        <Button variant="quiet" keyHint="C" onPress={printReceipt}>
          {t('orders.printReceipt')}
        </Button>
      )}
      {receipt && <JobState job={receipt} />}
    </section>
  );
}
