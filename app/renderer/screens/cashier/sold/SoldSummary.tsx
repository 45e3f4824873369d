import { useTranslation } from 'react-i18next';
import { formatCode } from '#shared/domain/codes.ts';
import { Poster } from '../../../components/Poster.tsx';
import type { OrderFieldsFragment } from '../../../graphql/generated/operations.ts';
import { useFormats } from '../../../hooks/cinema-context.ts';

interface Props {
  readonly order: OrderFieldsFragment;
  /** What to give back, in words. */
  readonly change: string;
}

/** The largest thing on the screen is the money that goes back. */
export function SoldSummary({ order, change }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { showtime, total, cashReceived, code } = order;
  return (
    <div className="grid gap-5">
      <p className="font-title text-tungsten-text text-[3.5rem]">{change}</p>
      {cashReceived && (
        <p className="text-large text-2">
          {t('success.receivedOf', { received: formats.money(cashReceived), total: formats.money(total) })}
        </p>
      )}
      <div className="flex items-center gap-4">
        <Poster file={showtime.movie.poster} title="" width={44} height={60} />
        <p className="grid">
          <bdi className="font-title text-large">{showtime.movie.title}</bdi>
          <span className="text-2">
            {formats.time(showtime.startsAt)}, {showtime.auditorium.name}
          </span>
        </p>
        <p className="ms-auto grid justify-items-end">
          <span className="text-meta text-3">{t('success.code')}</span>
          <bdi className="text-large font-mono font-semibold">{formatCode(code)}</bdi>
        </p>
      </div>
    </div>
  );
}
