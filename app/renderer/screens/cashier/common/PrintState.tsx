import { Check, Printer, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Spinner } from '../../../components/Spinner.tsx';
import { classNames } from '../../../components/class-names.ts';
import type { PrintJobStatus } from '#shared/domain/print.ts';
import type { TicketFieldsFragment } from '../../../graphql/generated/operations.ts';
import { useTicketJob } from '../../../stores/printing/print-store.ts';

type Ticket = Pick<TicketFieldsFragment, 'id' | 'serial' | 'printCount'>;

/** Where the print of a ticket stands: by this station's newest job, or else by what the server has counted. */
export function PrintState({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation();
  const job = useTicketJob(ticket);
  if (job) return <JobState job={job} />;
  return <State>{t('orders.printedTimes', { count: ticket.printCount })}</State>;
}

/** Where a job stands. */
export function JobState({ job }: { readonly job: PrintJobStatus }) {
  const { t } = useTranslation();
  switch (job.state) {
    case 'QUEUED':
      return <State icon={<Printer aria-hidden size={14} />}>{t('success.queued')}</State>;
    case 'PRINTING':
      return <State icon={<Spinner />}>{t('success.printing')}</State>;
    case 'PRINTED':
      return (
        <State look="text-exit" icon={<Check aria-hidden size={14} />}>
          {t('success.printed')}
        </State>
      );
    case 'FAILED':
      return (
        <State look="text-velvet" icon={<TriangleAlert aria-hidden size={14} />}>
          {t('success.failed', { reason: t(`success.reason.${job.failure?.reason ?? 'PRINTER_FAULT'}`) })}
        </State>
      );
  }
}

interface StateProps {
  readonly look?: string;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}

function State({ look = 'text-2', icon, children }: StateProps) {
  return (
    <output className={classNames('inline-flex items-center gap-1.5 text-meta', look)}>
      {icon}
      {children}
    </output>
  );
}
