import { Fragment } from 'react';
import { NowLine } from '../../../components/NowLine.tsx';
import { useFormats } from '../../../hooks/cinema-context.ts';
import type { BoardRow } from './board-model.ts';
import { ProgrammeRow } from './ProgrammeRow.tsx';

interface Props {
  readonly label: string;
  readonly rows: readonly BoardRow[];
  /** ms since 1970. */
  readonly now: number;
  readonly chosen: string | undefined;
  readonly onChoose: (showtimeId: string) => void;
  readonly onSell: (showtimeId: string) => void;
}

/** The timeline of a day: what runs, the line of the present, what comes. */
export function ProgrammeRows({ label, rows, now, chosen, onChoose, onSell }: Props) {
  const formats = useFormats();
  return (
    <ul aria-label={label} className="relative min-h-0 flex-1 overflow-y-auto py-1">
      {rows.map((row) => (
        <Fragment key={row.showtime.id}>
          {row.followsNow && (
            <>
              <Gap />
              <NowLine time={formats.time(now)} />
              <Gap />
            </>
          )}
          <ProgrammeRow row={row} isChosen={row.showtime.id === chosen} onChoose={onChoose} onSell={onSell} />
        </Fragment>
      ))}
    </ul>
  );
}

/** Room for the line of the present, so that it never lies under the chosen row. */
function Gap() {
  return <li aria-hidden className="h-3" />;
}
