import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCinema, useFormats } from '../../../hooks/cinema-context.ts';
import { dayOf } from '../../../hooks/cinema-days.ts';
import { useScreenFocus } from '../../../hooks/use-screen-focus.ts';
import { useServerNow } from '../../../hooks/use-server-now.ts';
import { useShortcuts } from '../../../hooks/use-shortcuts.ts';
import { neighbour } from '../common/neighbour.ts';
import { ConnectionBanner } from '../frame/ConnectionBanner.tsx';
import { StationHeader } from '../frame/StationHeader.tsx';
import { BoardFilters } from './BoardFilters.tsx';
import { BoardSide } from './BoardSide.tsx';
import { boardDays } from './board-days.ts';
import { Programme } from './Programme.tsx';

/** The programme of a day, ready to be sold from. */
export function Board() {
  const { t } = useTranslation();
  const { name, timeZone, auditoriums } = useCinema();
  const formats = useFormats();
  const heading = useScreenFocus();
  const now = useServerNow();
  const days = boardDays(dayOf(now, timeZone));
  const [chosenDay, setDay] = useState<string>();
  const [auditoriumId, setAuditoriumId] = useState<string>();
  // A day that is over while the board is open gives way to today.
  const day = days.find((each) => each === chosenDay) ?? days[0];

  const rooms = ['', ...auditoriums.map((auditorium) => auditorium.id)];
  useShortcuts({
    ArrowLeft: () => setDay(neighbour(days, day, -1)),
    ArrowRight: () => setDay(neighbour(days, day, 1)),
    a: () => setAuditoriumId(rooms[(rooms.indexOf(auditoriumId ?? '') + 1) % rooms.length] || undefined),
  });

  return (
    <div className="grid min-h-0 grid-rows-[60px_minmax(0,1fr)]">
      <StationHeader view="board" />
      <div className="grid min-h-0 grid-cols-[minmax(0,1fr)_300px]">
        <main className="bg-1 flex min-h-0 min-w-0 flex-col">
          <div className="flex items-center gap-3 px-5 pt-1.5 pb-1">
            <h1 ref={heading} tabIndex={-1} className="font-title text-head outline-none">
              {formats.longDay(day === days[0] ? now : Date.parse(`${day}T12:00:00Z`))}
            </h1>
            <p className="text-3 flex-1">{name}</p>
            <BoardFilters
              days={days}
              day={day}
              onDay={setDay}
              auditoriumId={auditoriumId}
              onAuditorium={setAuditoriumId}
            />
          </div>
          <div className="px-3 empty:hidden">
            <ConnectionBanner />
          </div>
          <Programme key={day} day={day} auditoriumId={auditoriumId} label={t('board.showtimes')} />
        </main>
        <BoardSide />
      </div>
    </div>
  );
}
