import type { TextStyle } from './faces.ts';
import type { Typesetter } from './typesetter.ts';

export interface TextRoom {
  /** In dots. */
  readonly width: number;
  readonly lines: number;
  /** Where shrinking ends; default three fifths of the style's size, but never under what can be read. */
  readonly smallest?: number;
}

/** 1.9 mm. */
const smallestReadable = 15;

export interface FittedText {
  readonly lines: readonly string[];
  readonly style: TextStyle;
  /** False when something had to be cut off. */
  readonly isComplete: boolean;
}

/**
 * Puts a text of any length into its room: breaks it between words, then shrinks it step by step, and at the smallest
 * size cuts it off with an ellipsis. An empty text has no lines.
 */
export function fitText(typesetter: Typesetter, text: string, style: TextStyle, room: TextRoom): FittedText {
  const smallest = room.smallest ?? Math.min(style.size, Math.max(smallestReadable, style.size * 0.6));
  for (let size = style.size; ; size = Math.max(smallest, size * 0.92)) {
    const sized = { ...style, size };
    const lines = breakLines(typesetter, text, sized, room.width);
    const fits = lines.length <= room.lines && lines.every((line) => typesetter.width(line, sized) <= room.width);
    if (fits) return { lines, style: sized, isComplete: true };
    if (size === smallest) return { lines: cutOff(typesetter, lines, sized, room), style: sized, isComplete: false };
  }
}

function breakLines(typesetter: Typesetter, text: string, style: TextStyle, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words(text)) {
    if (line && typesetter.width((line + word).trimEnd(), style) > width) {
      lines.push(line.trimEnd());
      line = word;
    } else line += word;
  }
  return line.trim() ? [...lines, line.trimEnd()] : lines;
}

const wordSegmenter = new Intl.Segmenter('th', { granularity: 'word' });

/** Words with the space after them. Thai writes no spaces between words, so a dictionary finds them. */
function words(text: string): string[] {
  const spaced = text.trim().split(/(?<=\s)(?=\S)/u);
  return spaced.flatMap((word) =>
    /\p{Script=Thai}/u.test(word)
      ? joinPunctuation([...wordSegmenter.segment(word)].map(({ segment }) => segment))
      : [word],
  );
}

/** A comma or a space never begins a line. */
function joinPunctuation(segments: readonly string[]): string[] {
  const joined: string[] = [];
  for (const segment of segments) {
    const previous = joined.pop();
    if (previous === undefined) joined.push(segment);
    else if (/^[\s\p{P}]+$/u.test(segment)) joined.push(previous + segment);
    else joined.push(previous, segment);
  }
  return joined;
}

const graphemeSegmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function cutOff(typesetter: Typesetter, lines: readonly string[], style: TextStyle, room: TextRoom): string[] {
  const isCut = lines.length > room.lines;
  return lines.slice(0, room.lines).map((line, index) => {
    const mustShorten = isCut && index === room.lines - 1;
    if (!mustShorten && typesetter.width(line, style) <= room.width) return line;
    const letters = [...graphemeSegmenter.segment(line)].map(({ segment }) => segment);
    while (letters.length > 0 && typesetter.width(`${letters.join('')}…`, style) > room.width) letters.pop();
    return `${letters.join('').trimEnd()}…`;
  });
}
