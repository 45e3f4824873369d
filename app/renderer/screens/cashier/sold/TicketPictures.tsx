import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../../components/class-names.ts';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { TicketPreview } from '../../../components/TicketPreview.tsx';
import { describeFailure } from '../../../graphql/failures.ts';
import type { TicketFieldsFragment } from '../../../graphql/generated/operations.ts';
import { usePrinting } from '../../../hooks/printing-context.ts';
import { useTicketJob } from '../../../stores/printing/print-store.ts';

/** In pixels. Several tickets stand in pairs, so that four are seen at a glance. */
const singleWidth = 320;
const pairWidth = 240;

/** The tickets as they come out of the printer. */
export function TicketPictures({ tickets }: { readonly tickets: readonly TicketFieldsFragment[] }) {
  const { t } = useTranslation();
  return (
    <aside
      aria-label={t('success.tickets')}
      className={classNames(
        'bg-1 grid min-h-0 content-start justify-center gap-6 overflow-y-auto border-s border-line p-8',
        tickets.length > 1 && 'grid-cols-[auto_auto]',
      )}
    >
      {tickets.map((ticket) => (
        <TicketPicture key={ticket.id} ticket={ticket} width={tickets.length > 1 ? pairWidth : singleWidth} />
      ))}
    </aside>
  );
}

function TicketPicture({ ticket, width }: { readonly ticket: TicketFieldsFragment; readonly width: number }) {
  const { t } = useTranslation();
  const picture = usePicture(ticket);
  if (picture === null) return <EmptyState title={t('success.noPreview')}>{ticket.seatId}</EmptyState>;
  return (
    <TicketPreview
      src={picture ?? null}
      alt={t('success.previewOf', { row: ticket.row, number: ticket.number })}
      loadingLabel={t('common.loading')}
      width={width}
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
