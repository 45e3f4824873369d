import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/Button.tsx';
import { ShowtimeRow } from '../../../components/ShowtimeRow.tsx';
import { useFormats } from '../../../hooks/cinema-context.ts';
import { useShowtimeWords } from '../common/use-showtime-words.ts';
import { rowId, type BoardRow } from './board-model.ts';

interface Props {
  readonly row: BoardRow;
  readonly isChosen: boolean;
  readonly onChoose: (showtimeId: string) => void;
  readonly onSell: (showtimeId: string) => void;
}

/** One showtime of the board. */
export function ProgrammeRow({ row, isChosen, onChoose, onSell }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const words = useShowtimeWords();
  const { showtime, isRunning, isSoldOut } = row;
  const { movie, auditorium, availability } = showtime;
  const time = formats.time(showtime.startsAt);
  return (
    <ShowtimeRow
      id={rowId(showtime.id)}
      label={[time, movie.title, auditorium.name, t('board.freeLabel', availability)].join(', ')}
      time={row.showsTime ? time : null}
      title={movie.title}
      poster={movie.poster}
      rating={words.rating(movie)}
      runtime={words.runtime(movie)}
      note={isRunning ? t('board.minutesIn', { minutes: row.minutesIn }) : formats.units(movie.genres)}
      noteIsStrong={isRunning}
      auditoriumNumber={auditorium.number}
      auditoriumName={auditorium.name}
      formats={showtime.formats}
      languages={words.languages(showtime)}
      free={availability.free}
      capacity={availability.total}
      ofText={t('board.free', { total: availability.total })}
      fillingFastText={t('board.fillingFast')}
      soldOutText={t('board.soldOut')}
      isSelected={isChosen}
      isPast={isRunning}
      onSelect={() => onChoose(showtime.id)}
      action={
        <span className="flex items-center gap-3">
          {isRunning && t('board.closes', { time: formats.time(showtime.salesCloseAt) })}
          {!isSoldOut && (
            <Button
              variant={isChosen ? 'primary' : 'faint'}
              keyHint={isChosen ? t('common.key.enter') : undefined}
              label={t('board.sellShowtime', { movie: movie.title, time })}
              onPress={() => onSell(showtime.id)}
            >
              {t('board.sell')}
            </Button>
          )}
        </span>
      }
    />
  );
}
