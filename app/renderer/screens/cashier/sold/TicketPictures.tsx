import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { TicketPreview } from '../../../components/TicketPreview.tsx';
import { describeFailure } from '../../../graphql/failures.ts';
import type { TicketFieldsFragment } from '../../../graphql/generated/operations.ts';
import { usePrinting } from '../../../hooks/printing-context.ts';
import { useTicketJob } from '../../../stores/printing/print-store.ts';

/** The tickets as they come out of the printer. */
export function TicketPictures({ tickets }: { readonly tickets: readonly TicketFieldsFragment[] }) {
  const { t } = useTranslation();
  return (
    <aside
      aria-label={t('success.tickets')}
      className="bg-1 flex min-h-0 flex-col items-center gap-6 overflow-y-auto border-s border-line p-8"
    >
      {tickets.map((ticket) => (
        <TicketPicture key={ticket.id} ticket={ticket} />
      ))}
    </aside>
  );
}

function TicketPicture({ ticket }: { readonly ticket: TicketFieldsFragment }) {
  const { t } = useTranslation();
  const picture = usePicture(ticket);
  if (picture === null) return <EmptyState title={t('success.noPreview')}>{ticket.seatId}</EmptyState>;
  return (
    <TicketPreview
      src={picture ?? null}
      alt={t('success.previewOf', { row: ticket.row, number: ticket.number })}
      loadingLabel={t('common.loading')}
      width={320}
    />
  );
}

/** A data URL; undefined while it is drawn, null where nothing can draw it. */
function usePicture(ticket: TicketFieldsFragment): string | null | undefined {
  const printing = usePrinting();
  const jobId = useTicketJob(ticket)?.jobId;
  const [picture, setPicture] = useState<string | null>();
  useEffect(() => {
    if (jobId === undefined) return undefined;
    let isCurrent = true;
    printing
      .preview(jobId)
      .then((drawn) => isCurrent && setPicture(drawn))
      .catch((error: unknown) => {
        console.warn('a ticket could not be drawn', describeFailure(error));
        if (isCurrent) setPicture(null);
      });
    return () => {
      isCurrent = false;
    };
  }, [printing, jobId]);
  return picture;
}
