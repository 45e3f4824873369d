import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { Chip } from './Chip.tsx';
import { classNames } from './class-names.ts';
import { Occupancy } from './Occupancy.tsx';
import { Poster } from './Poster.tsx';

interface ShowtimeRowProps {
  readonly id?: string | undefined;
  /** For screen readers: the whole row in a sentence. */
  readonly label: string;
  /** When it starts; null when the row above starts at the same time. */
  readonly time: string | null;
  readonly title: string;
  /** File name in `resources/posters`. */
  readonly poster: string;
  readonly rating: string;
  /** E.g. "2 h 21". */
  readonly runtime: string;
  /** The genre, or what is going on: "22 min in". */
  readonly note?: string | undefined;
  readonly noteIsStrong?: boolean | undefined;
  readonly auditoriumNumber: number;
  readonly auditoriumName: string;
  readonly formats: readonly string[];
  /** E.g. "EN, sub FR". */
  readonly languages: string;
  readonly free: number;
  readonly capacity: number;
  /** Follows the number of free seats, e.g. "of 240". */
  readonly ofText: string;
  readonly fillingFastText: string;
  readonly soldOutText: string;
  readonly isSelected?: boolean | undefined;
  /** Already running: quieter. */
  readonly isPast?: boolean | undefined;
  /** Sell, or the waiting list, or when it closed. */
  readonly action: ReactNode;
  readonly onSelect?: (() => void) | undefined;
}

/** The line of time beside the beginnings, and the hairline below. The selected row has neither. */
const lines =
  'before:absolute before:-inset-y-0.5 before:start-[84px] before:w-0.5 before:bg-line after:absolute after:start-[96px] after:end-0 after:-bottom-0.5 after:h-px after:bg-line/60 last:after:hidden has-[+_[data-now]]:after:hidden';

/** One showing on the counter's board. Put the rows in a `<ul>`; pressing a row selects it, its button acts. */
export function ShowtimeRow(props: ShowtimeRowProps) {
  const { id, label, isSelected = false, isPast = false, action, onSelect } = props;
  return (
    <li
      id={id}
      className={classNames(
        'relative mx-2 grid h-[59px] grid-cols-[66px_22px_minmax(180px,294px)_146px_172px_minmax(150px,1fr)_152px] items-center rounded-panel border-2 ps-2 pe-2 wide:h-[72px] wide:grid-cols-[66px_22px_minmax(294px,2.4fr)_minmax(170px,1.2fr)_minmax(190px,1.3fr)_minmax(170px,1fr)_180px]',
        isSelected ? 'border-time bg-2 shadow-lifted' : classNames('border-transparent', lines),
      )}
    >
      {/* Covers the row but for its action. Not in the Tab order: the board moves the selection with the arrow keys. */}
      <Button
        aria-label={label}
        aria-pressed={isSelected}
        excludeFromTabOrder
        preventFocusOnPress
        {...(onSelect && { onPress: onSelect })}
        className="absolute inset-0 z-1 cursor-pointer rounded-card"
      />
      <Beginning {...props} />
      <Film {...props} />
      <div className={classNames('flex items-center gap-2.5 text-body', isPast ? 'text-3' : 'text-2')}>
        <span
          className={classNames(
            'grid size-7 place-items-center rounded-[8px] font-title',
            isSelected ? 'bg-0 text-1' : 'bg-3 text-1',
            isPast && 'text-3',
          )}
        >
          {props.auditoriumNumber}
        </span>
        <bdi className="truncate">{props.auditoriumName}</bdi>
      </div>
      <div className="flex items-center gap-2 text-body whitespace-nowrap text-2">
        {props.formats.map((format) => (
          <Chip key={format} tone="faint">
            <bdi>{format}</bdi>
          </Chip>
        ))}
        <bdi>{props.languages}</bdi>
      </div>
      <Occupancy
        free={props.free}
        capacity={props.capacity}
        ofText={props.ofText}
        fillingFastText={props.fillingFastText}
        soldOutText={props.soldOutText}
      />
      <div className="relative z-2 flex justify-end text-meta text-3">{action}</div>
    </li>
  );
}

function Beginning({ time, isSelected, isPast }: ShowtimeRowProps) {
  return (
    <>
      <bdi className={classNames('font-title text-clock', isPast ? 'text-3' : 'text-1')}>{time}</bdi>
      <span
        aria-hidden="true"
        className={classNames(
          'relative mx-auto size-[11px] rounded-full',
          time === null && 'invisible',
          isSelected ? 'bg-time' : 'border-2 border-line-strong bg-1',
        )}
      />
    </>
  );
}

function Film({ poster, title, rating, runtime, note, noteIsStrong, isPast = false }: ShowtimeRowProps) {
  return (
    <div className="flex min-w-0 items-center gap-2.5">
      <Poster file={poster} title="" width={34} height={46} isDimmed={isPast} />
      <div className="min-w-0">
        <h2 className={classNames('truncate font-title text-strong leading-tight', isPast ? 'text-2' : 'text-1')}>
          <bdi>{title}</bdi>
        </h2>
        <p className="mt-0.5 flex items-center gap-2 text-meta whitespace-nowrap text-3">
          <Chip>{rating}</Chip>
          <bdi>{runtime}</bdi>
          {note !== undefined && (
            <>
              <span aria-hidden="true" className="size-[3px] rounded-full bg-[var(--text-3)]" />
              <bdi className={classNames('truncate', noteIsStrong && 'font-semibold text-2')}>{note}</bdi>
            </>
          )}
        </p>
      </div>
    </div>
  );
}
