import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/Button.tsx';
import { Panel } from '../../../components/Panel.tsx';
import type { OrderFieldsFragment, TicketFieldsFragment } from '../../../graphql/generated/operations.ts';
import { useFormats } from '../../../hooks/cinema-context.ts';
import { usePrinting } from '../../../hooks/printing-context.ts';
import { useTicketWords } from '../../../hooks/use-ticket-words.ts';
import { useTicketJob } from '../../../stores/printing/print-store.ts';
import { PrintState } from '../common/PrintState.tsx';

/** The tickets of the sale and where their prints stand. */
export function SoldTickets({ order }: { readonly order: OrderFieldsFragment }) {
  const { t } = useTranslation();
  return (
    <ul aria-label={t('success.tickets')} className="grid gap-2">
      {order.tickets.map((ticket) => (
        <li key={ticket.id}>
          <SoldTicket ticket={ticket} />
        </li>
      ))}
    </ul>
  );
}

function SoldTicket({ ticket }: { readonly ticket: TicketFieldsFragment }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const words = useTicketWords();
  const printing = usePrinting();
  const job = useTicketJob(ticket);
  return (
    <Panel className="flex min-h-14 items-center gap-4">
      <span className="font-title text-strong">
        {t('success.ticketLine', { row: ticket.row, number: ticket.number })}
      </span>
      <span className="text-meta text-2 flex-1">
        {words.ticketType(ticket.ticketType)}, {formats.money(ticket.price)}
      </span>
      <PrintState ticket={ticket} />
      {job?.state === 'FAILED' && (
        <Button onPress={() => printing.retry(job.jobId)} label={`${t('success.printAgain')}: ${ticket.seatId}`}>
          {t('success.printAgain')}
        </Button>
      )}
    </Panel>
  );
}
