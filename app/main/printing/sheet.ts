import { type Drawing, type DrawingElement, type InkColor, margin, paperWidth, printableWidth } from './drawing.ts';
import type { TextStyle } from './faces.ts';
import { type FittedText, fitText, type TextRoom } from './fit-text.ts';
import { dashes, rectangle } from './shapes.ts';
import type { Typesetter } from './typesetter.ts';

export type Side = 'start' | 'middle' | 'end';

/** Where a line of text goes: `x` counts from the edge at which the language begins to read. */
export interface TextPlace {
  readonly x: number;
  readonly baseline: number;
  readonly side?: Side;
  readonly color?: InkColor;
}

/**
 * Paper to draw on. Layouts are written once, from `start` to `end`; on a sheet that reads from the right everything
 * lands mirrored, while pictures and digits keep their direction.
 */
export interface Sheet {
  readonly rightToLeft: boolean;
  text(text: string, style: TextStyle, place: TextPlace): void;
  /** Breaks or shrinks the text into `room` without drawing it. */
  fit(text: string, style: TextStyle, room: TextRoom): FittedText;
  /** Draws the text within `room.width` in one line. */
  line(text: string, style: TextStyle, place: TextPlace, width: number): void;
  /** Puts the picture of `width` dots with its start edge at `x`. */
  picture(path: string, width: number, x: number, y: number): void;
  /** A line across the paper with its upper edge at `y`. */
  rule(y: number): void;
  dashedRule(y: number): void;
  finish(height: number): Drawing;
}

const ruleThickness = 3;

export function createSheet(typesetter: Typesetter, rightToLeft: boolean): Sheet {
  const elements: DrawingElement[] = [];
  const anchors = rightToLeft
    ? ({ start: 'right', middle: 'middle', end: 'left' } as const)
    : ({ start: 'left', middle: 'middle', end: 'right' } as const);

  const sheet: Sheet = {
    rightToLeft,
    text(text, style, { x, baseline, side = 'start', color = 'black' }) {
      elements.push({
        kind: 'text',
        text,
        style,
        x: rightToLeft ? paperWidth - x : x,
        baseline,
        anchor: anchors[side],
        color,
      });
    },
    fit: (text, style, room) => fitText(typesetter, text, style, room),
    line(text, style, place, width) {
      const fitted = fitText(typesetter, text, style, { width, lines: 1 });
      sheet.text(fitted.lines[0] ?? '', fitted.style, place);
    },
    picture(path, width, x, y) {
      elements.push({ kind: 'shape', x: rightToLeft ? paperWidth - x - width : x, y, path });
    },
    rule: (y) => sheet.picture(rectangle(printableWidth, ruleThickness), printableWidth, margin, y),
    dashedRule: (y) => sheet.picture(dashes(printableWidth, ruleThickness), printableWidth, margin, y),
    finish: (height) => ({ height: Math.ceil(height), rightToLeft, elements }),
  };
  return sheet;
}
