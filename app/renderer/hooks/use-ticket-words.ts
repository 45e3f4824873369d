import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { en } from '../locales/en.ts';
import type { TicketWords } from '../stores/printing/ticket-job.ts';
import { useFormats } from './cinema-context.ts';
import type { Formats } from './formats.ts';

type KnownTicketType = keyof typeof en.common.ticketType;

/** The name of a ticket type; a type that a cinema added itself is shown by its own name. */
export function ticketTypeName(t: TFunction, ticketType: string): string {
  return isKnown(ticketType) ? t(`common.ticketType.${ticketType}`) : ticketType;
}

function isKnown(ticketType: string): ticketType is KnownTicketType {
  return Object.hasOwn(en.common.ticketType, ticketType);
}

function ticketWords(t: TFunction, formats: Formats): TicketWords {
  return {
    ticketType: (ticketType) => ticketTypeName(t, ticketType),
    seatKind: (seatKind) => t(`common.seatOnTicket.${seatKind}`),
    details: ({ formats: projections, spokenLanguage, subtitleLanguage, movie }) => [
      projections.join(' '),
      formats.language(spokenLanguage),
      ...(subtitleLanguage === null
        ? []
        : [t('common.movie.subtitlesLong', { language: formats.language(subtitleLanguage) })]),
      movie.ageRating === null ? t('common.movie.allAgesLabel') : t('common.movie.fromAge', { age: movie.ageRating }),
    ],
  };
}

/** The words of a printed ticket. */
export function useTicketWords(): TicketWords {
  const { t } = useTranslation();
  const formats = useFormats();
  return useMemo(() => ticketWords(t, formats), [t, formats]);
}
