import { Accessibility, ArrowLeft, Star } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { maximumSeatsPerHold } from '#shared/domain/seat.ts';
import { Button } from '../../../components/Button.tsx';
import { Poster } from '../../../components/Poster.tsx';
import { Stepper } from '../../../components/Stepper.tsx';
import { useCinema, useFormats } from '../../../hooks/cinema-context.ts';
import { dayOf } from '../../../hooks/cinema-days.ts';
import { useScreenFocus } from '../../../hooks/use-screen-focus.ts';
import { serverNow } from '../../../stores/server-clock-store.ts';
import { useShowtimeWords } from '../common/use-showtime-words.ts';
import type { SaleControl } from './use-sale.ts';

/** Which showtime is sold, and the quick ways to its seats. */
export function SaleHeader({ sale, onBack }: { readonly sale: SaleControl; readonly onBack: () => void }) {
  const { t } = useTranslation();
  const { count, setCount, actions } = sale;
  return (
    <header className="flex items-center gap-3 px-3">
      <Button
        variant="quiet"
        keyHint={t('common.key.escape')}
        icon={<ArrowLeft aria-hidden size={18} className="rtl:rotate-180" />}
        label={t('sale.backHint')}
        onPress={onBack}
      />
      <Showing sale={sale} />
      <Stepper
        label={t('sale.count')}
        value={count}
        minimum={1}
        maximum={maximumSeatsPerHold}
        onChange={setCount}
        decreaseLabel={t('sale.fewer')}
        increaseLabel={t('sale.more')}
      />
      <Button variant="quiet" keyHint="B" icon={<Star aria-hidden size={17} />} onPress={() => actions.best(count)}>
        {t('sale.best')}
      </Button>
      <Button
        variant="quiet"
        keyHint="W"
        icon={<Accessibility aria-hidden size={18} />}
        label={t('sale.wheelchair')}
        onPress={() => actions.wheelchair(count)}
      />
    </header>
  );
}

function Showing({ sale: { showtime, seats } }: { readonly sale: SaleControl }) {
  const { t } = useTranslation();
  const { timeZone } = useCinema();
  const formats = useFormats();
  const words = useShowtimeWords();
  const heading = useScreenFocus();
  const isToday = dayOf(Date.parse(showtime.startsAt), timeZone) === dayOf(serverNow(), timeZone);
  const facts = [
    `${isToday ? t('sale.today') : formats.shortDay(showtime.startsAt)}, ${showtime.auditorium.name}`,
    showtime.formats.join(' '),
    words.languages(showtime),
  ];
  return (
    <>
      <Poster file={showtime.movie.poster} title="" width={32} height={44} />
      <div className="min-w-0 flex-1">
        <h1 ref={heading} tabIndex={-1} className="font-title text-head truncate outline-none">
          <bdi>{showtime.movie.title}</bdi>
        </h1>
        <p className="text-meta text-2 truncate">{facts.join(' · ')}</p>
      </div>
      <bdi className="font-title text-[1.75rem]">{formats.time(showtime.startsAt)}</bdi>
      <p className="text-body text-2 whitespace-nowrap">
        {t('sale.free', { free: seats.free ?? showtime.availability.free })}
      </p>
    </>
  );
}
