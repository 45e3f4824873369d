import { directionOf, visualRuns } from './visual-runs.ts';

export type Face = 'text' | 'strong' | 'display' | 'mono';

export interface LineStyle {
  readonly face: Face;
  /** In points. */
  readonly size: number;
  readonly color?: string;
}

interface Place {
  /** From the side where lines begin, in points. */
  readonly x: number;
  readonly baseline: number;
  /** A longer line is set smaller, and at three fifths of its size cut off. */
  readonly width: number;
  /** Which end of the line stands at `x`. */
  readonly side?: 'start' | 'end';
}

/** Text of a list of features is shaped as a whole and not word by word, even when the list is empty. */
const whole = { lineBreak: false, features: [] };

/** One page of a PDF on which lines are set in the direction of a language; places count from the side where it begins. */
export class TicketPage {
  readonly #pdf: PDFKit.PDFDocument;
  readonly #pageWidth: number;
  readonly direction: 'ltr' | 'rtl';

  constructor(pdf: PDFKit.PDFDocument, pageWidth: number, direction: 'ltr' | 'rtl') {
    this.#pdf = pdf;
    this.#pageWidth = pageWidth;
    this.direction = direction;
  }

  /** Sets one line. */
  line(text: string, style: LineStyle, { x, baseline, width, side = 'start' }: Place): void {
    const fitted = this.#fit(text.replaceAll(directionMarks, ''), style, width);
    const runs = visualRuns(fitted, directionOf(fitted) ?? this.direction);
    const lineWidth = this.#width(runs);
    const start = side === 'start' ? x : x - lineWidth;
    let left = this.direction === 'ltr' ? start : this.#pageWidth - start - lineWidth;
    this.#pdf.fillColor(style.color ?? 'black');
    for (const run of runs) {
      this.#pdf.text(run, left, baseline, { ...whole, baseline: 'alphabetic' });
      left += this.#pdf.widthOfString(run, whole);
    }
  }

  /** Sets a text in at most so many lines, breaking it between words; returns the last baseline. */
  paragraph(
    text: string,
    style: LineStyle,
    place: Place & { readonly lines: number; readonly leading: number },
  ): number {
    const lines = this.#broken(text, style, place.width, place.lines);
    let { baseline } = place;
    for (const [index, line] of lines.entries()) {
      if (index > 0) baseline += place.leading;
      this.line(line, style, { ...place, baseline });
    }
    return baseline;
  }

  /** A filled box; `x` counts from the side where lines begin. */
  box(x: number, y: number, width: number, height: number, color: string): void {
    this.#pdf.rect(this.#left(x, width), y, width, height).fill(color);
  }

  /** Many boxes of one colour, placed on a square whose start side is at `x`; never mirrored. */
  boxes(
    x: number,
    y: number,
    side: number,
    boxes: readonly { readonly x: number; readonly y: number; readonly width: number; readonly height: number }[],
  ): void {
    const left = this.#left(x, side);
    for (const each of boxes) this.#pdf.rect(left + each.x, y + each.y, each.width, each.height);
    this.#pdf.fill('black');
  }

  #left(x: number, width: number): number {
    return this.direction === 'ltr' ? x : this.#pageWidth - x - width;
  }

  /** Every line but the last is as full as it can be; the last takes the rest. */
  #broken(text: string, style: LineStyle, width: number, most: number): readonly string[] {
    this.#use(style, style.size);
    const lines: string[] = [];
    let line = '';
    for (const word of wordsOf(text)) {
      const isFull = this.#pdf.widthOfString((line + word).trimEnd(), whole) > width;
      if (line !== '' && isFull && lines.length < most - 1) {
        lines.push(line.trimEnd());
        line = word;
      } else line += word;
    }
    return [...lines, line.trimEnd()];
  }

  /** Leaves the font as large as the line was set. */
  #fit(text: string, style: LineStyle, width: number): string {
    const smallest = style.size * 0.6;
    for (let size = style.size; size >= smallest; size *= 0.95) {
      this.#use(style, size);
      if (this.#width([text]) <= width) return text;
    }
    const letters = [...graphemes.segment(text)].map(({ segment }) => segment);
    while (letters.length > 0 && this.#width([`${letters.join('')}…`]) > width) letters.pop();
    return `${letters.join('').trimEnd()}…`;
  }

  #use({ face }: LineStyle, size: number): void {
    this.#pdf.font(face).fontSize(size);
  }

  #width(runs: readonly string[]): number {
    return runs.reduce((sum, run) => sum + this.#pdf.widthOfString(run, whole), 0);
  }
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const thaiWords = new Intl.Segmenter('th', { granularity: 'word' });

/** Invisible characters that steer the order of writing; the lines are ordered here, and no font draws them. */
const directionMarks = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** Words with the space after them. Thai writes no spaces between words, so a dictionary finds them. */
function wordsOf(text: string): readonly string[] {
  return text.split(/(?<=\s)(?=\S)/u).flatMap((word) => (/\p{Script=Thai}/u.test(word) ? thaiWordsOf(word) : [word]));
}

function thaiWordsOf(text: string): readonly string[] {
  const found: string[] = [];
  for (const { segment, isWordLike } of thaiWords.segment(text)) {
    const last = found.at(-1);
    // A comma never begins a line.
    if (last !== undefined && !isWordLike) found[found.length - 1] = last + segment;
    else found.push(segment);
  }
  return found;
}
