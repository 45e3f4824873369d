import { memo } from 'react';
import type { SeatLayout } from '#shared/domain/seat.ts';
import { classNames } from '../class-names.ts';
import { mapMargin } from './map-margin.ts';
import { aisleLetters, edgeLetters } from './row-letters.ts';
import { unitsPerPitch } from './seat-places.ts';

interface MapBackdropProps {
  readonly layout: SeatLayout;
  readonly screenLabel: string;
  /** Rows whose letters are lit. */
  readonly activeRows: ReadonlySet<string> | undefined;
  /** The edges may be out of sight: rows are named in the aisles, too. */
  readonly isCut: boolean;
}

/** What stands still: the screen and the letters of the rows. */
export const MapBackdrop = memo(function MapBackdrop({ layout, screenLabel, activeRows, isCut }: MapBackdropProps) {
  const { left, right, bow } = layout.screen;
  const middle = (left + right) / 2;
  const at = (pitches: number) => pitches * unitsPerPitch;
  const letters = [...edgeLetters(layout, mapMargin.side / 2), ...(isCut ? aisleLetters(layout) : [])];
  return (
    <g aria-hidden="true">
      <path
        className="seat-map-screen"
        d={`M${at(left)} ${at(bow)}Q${at(middle)} ${at(-bow)} ${at(right)} ${at(bow)}`}
      />
      <text className="seat-map-caption" x={at(middle)} y={at(0.46)}>
        {screenLabel}
      </text>
      {letters.map(({ row, x, y }) => (
        <text
          key={`${row} ${x}`}
          className={classNames('seat-map-row', activeRows?.has(row) && 'seat-map-row-lit')}
          x={at(x)}
          y={at(y) + 6}
        >
          {row}
        </text>
      ))}
    </g>
  );
});

interface ScreenLightProps {
  readonly layout: SeatLayout;
  /** Pixels per seat pitch. */
  readonly pitch: number;
}

/** How far the light spreads beyond the screen on both sides, and how deep it falls, in seat pitches and of the plan. */
const spread = 1.2;
const depth = 0.62;

/** The light that falls from the screen onto the first rows. */
export function ScreenLight({ layout, pitch }: ScreenLightProps) {
  const { left, right } = layout.screen;
  return (
    <div
      aria-hidden="true"
      className="seat-map-light absolute"
      style={{
        left: (mapMargin.side + left - spread) * pitch,
        width: (right - left + 2 * spread) * pitch,
        top: mapMargin.top * pitch,
        height: layout.height * depth * pitch,
      }}
    />
  );
}
