import { ChevronDown, ListFilter } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { DaySwitch } from '../../../components/DaySwitch.tsx';
import { KeyHint } from '../../../components/KeyHint.tsx';
import { useCinema, useFormats } from '../../../hooks/cinema-context.ts';

interface Props {
  /** Today first, `YYYY-MM-DD`. */
  readonly days: readonly string[];
  readonly day: string;
  readonly onDay: (day: string) => void;
  /** Undefined: all of them. */
  readonly auditoriumId: string | undefined;
  readonly onAuditorium: (auditoriumId: string | undefined) => void;
}

/** Which day and which rooms the board shows. */
export function BoardFilters({ days, day, onDay, auditoriumId, onAuditorium }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const names = [t('board.today'), t('board.tomorrow')];
  return (
    <>
      <DaySwitch
        label={t('board.days')}
        value={day}
        onChange={onDay}
        days={days.map((each, position) => ({
          value: each,
          label: names[position] ?? formats.shortDay(Date.parse(`${each}T12:00:00Z`)),
        }))}
      />
      <AuditoriumSelect auditoriumId={auditoriumId} onAuditorium={onAuditorium} />
    </>
  );
}

/** The browser's own menu: it is fast, it works by keyboard, and it is never cut off. */
function AuditoriumSelect({ auditoriumId, onAuditorium }: Pick<Props, 'auditoriumId' | 'onAuditorium'>) {
  const { t } = useTranslation();
  const { auditoriums } = useCinema();
  return (
    <label className="relative flex h-11 items-center gap-2 rounded-control border border-line px-3 font-semibold">
      <ListFilter aria-hidden size={16} className="text-2" />
      <select
        aria-label={t('board.auditorium')}
        value={auditoriumId ?? ''}
        onChange={(event) => onAuditorium(event.target.value || undefined)}
        className="absolute -inset-px cursor-pointer rounded-control opacity-0"
      >
        <option value="">{t('board.allAuditoriums')}</option>
        {auditoriums.map(({ id, number, name }) => (
          <option key={id} value={id}>
            {t('board.auditoriumNamed', { number, name })}
          </option>
        ))}
      </select>
      <span aria-hidden>{auditoriums.find((each) => each.id === auditoriumId)?.name ?? t('board.allAuditoriums')}</span>
      <ChevronDown aria-hidden size={15} className="text-2" />
      <KeyHint>A</KeyHint>
    </label>
  );
}
