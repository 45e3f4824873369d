import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { maximumSeatsPerHold } from '#shared/domain/seat.ts';
import { useFormats } from '../../../hooks/cinema-context.ts';
import type { Formats } from '../../../hooks/formats.ts';
import type { CartNotice } from '../../../stores/cart/cart-store.ts';

interface NoticeWords {
  readonly fact: string;
  readonly hint: string;
  /** Seats that one key holds again, as a list in words. */
  readonly seatsToHoldAgain?: string;
}

/** A notice in words: the bold fact, then what to do. */
export function useNoticeWords(): (notice: CartNotice) => NoticeWords {
  const { t } = useTranslation();
  const formats = useFormats();
  return (notice) => noticeWords(notice, t, formats);
}

function noticeWords(notice: CartNotice, t: TFunction, formats: Formats): NoticeWords {
  switch (notice.kind) {
    case 'taken':
      return takenWords(notice, t, formats);
    case 'expired':
    case 'released': {
      const seats = formats.list(notice.seatIds);
      const hint = t(`sale.notice.${notice.kind}Hint`, { count: notice.seatIds.length, seats });
      return { fact: t(`sale.notice.${notice.kind}`), hint, seatsToHoldAgain: seats };
    }
    case 'noAdjacent':
      return { fact: t('sale.notice.noAdjacent', { count: notice.count }), hint: t('sale.notice.noAdjacentHint') };
    case 'limit':
      return {
        fact: t('sale.notice.limit', { limit: formats.number(notice.limit) }),
        hint: t('sale.notice.limitHint', { seats: formats.number(maximumSeatsPerHold) }),
      };
    case 'amountTooLow':
      return {
        fact: t('sale.notice.amountTooLow', { amount: formats.money(notice.missing) }),
        hint: t('sale.notice.amountTooLowHint'),
      };
    case 'invalid':
      return { fact: t('sale.notice.invalid'), hint: notice.message };
    case 'conflict':
    case 'closed':
    case 'failed':
    case 'shiftNotOpen':
    case 'idempotencyConflict':
    case 'unknown':
      return { fact: t(`sale.notice.${notice.kind}`), hint: t(`sale.notice.${notice.kind}Hint`) };
  }
}

function takenWords(notice: Extract<CartNotice, { kind: 'taken' }>, t: TFunction, formats: Formats): NoticeWords {
  const { taken, kept } = notice;
  return {
    fact: t('sale.notice.taken', { count: taken.length, seats: formats.list(taken) }),
    hint:
      kept.length > 0
        ? t('sale.notice.takenKept', { count: kept.length, seats: formats.list(kept) })
        : t('sale.notice.takenNone'),
  };
}
