type Direction = 'ltr' | 'rtl';

/**
 * Letters from right to left, numbers, letters from left to right, and each character besides. Signs above and below
 * belong to the letter before them.
 */
const token =
  /(?<rtl>[\p{Script=Arabic}\p{Script=Hebrew}][\p{Script=Arabic}\p{Script=Hebrew}\p{M}]*)|(?<number>\p{Nd}+(?:[.,:/]\p{Nd}+)*)|(?<ltr>[\p{L}\p{N}][\p{L}\p{M}]*)|[^]/gu;
const arabicPunctuation = /[\u060C\u061B\u061F]/;

interface Piece {
  readonly text: string;
  readonly kind: Direction | 'number' | 'neutral';
}

/**
 * Splits a line into runs of one direction each, in the order in which they stand on the paper from left to right; the
 * order within a run is the shaper's affair. Follows https://www.unicode.org/reports/tr9/ as far as lines without
 * embeddings need it.
 */
export function visualRuns(text: string, line: Direction): readonly string[] {
  const pieces = withNumbersResolved(split(text), line);
  const runs: { text: string; level: number }[] = [];
  for (const [index, piece] of pieces.entries()) {
    const level = levelOf(piece.kind === 'neutral' ? neutralKind(pieces, index, line) : piece.kind, line);
    const last = runs.at(-1);
    if (last?.level === level) last.text += piece.text;
    else runs.push({ text: piece.text, level });
  }
  return reordered(runs).map((run) => run.text);
}

/** The direction of a text that stands alone: its first letter's. Undefined for a text without letters. */
export function directionOf(text: string): Direction | undefined {
  const first = split(text).find(({ kind }) => kind === 'ltr' || kind === 'rtl');
  return first?.kind === 'rtl' ? 'rtl' : first && 'ltr';
}

function split(text: string): readonly Piece[] {
  return [...text.matchAll(token)].map(({ 0: found, groups }) => {
    if (arabicPunctuation.test(found)) return { text: found, kind: 'neutral' };
    if (groups?.['rtl']) return { text: found, kind: 'rtl' };
    if (groups?.['number']) return { text: found, kind: 'number' };
    return { text: found, kind: groups?.['ltr'] ? 'ltr' : 'neutral' };
  });
}

/** A number after letters from left to right is one of them. */
function withNumbersResolved(pieces: readonly Piece[], line: Direction): readonly Piece[] {
  let strong: Direction = line;
  return pieces.map((piece) => {
    if (piece.kind === 'ltr' || piece.kind === 'rtl') strong = piece.kind;
    return piece.kind === 'number' && strong === 'ltr' ? { ...piece, kind: 'ltr' } : piece;
  });
}

/** What stands between two pieces of one direction belongs to them, anything else to the line. */
function neutralKind(pieces: readonly Piece[], index: number, line: Direction): Direction {
  const isLetter = ({ kind }: Piece): boolean => kind !== 'neutral';
  const sideOf = (piece: Piece | undefined): Direction => (piece ? (piece.kind === 'ltr' ? 'ltr' : 'rtl') : line);
  const before = sideOf(pieces.slice(0, index).findLast(isLetter));
  const after = sideOf(pieces.slice(index + 1).find(isLetter));
  return before === after ? before : line;
}

/** Even levels are written from left to right, odd ones from right to left. */
function levelOf(kind: Direction | 'number', line: Direction): number {
  if (kind === 'rtl') return 1;
  return kind === 'number' || line === 'rtl' ? 2 : 0;
}

/** Turns around every stretch of runs that stands within text from right to left. */
function reordered<Run extends { readonly level: number }>(runs: readonly Run[]): readonly Run[] {
  let order = [...runs];
  for (const level of [2, 1]) {
    const next: Run[] = [];
    let stretch: Run[] = [];
    for (const run of order) {
      if (run.level >= level) stretch.unshift(run);
      else {
        next.push(...stretch, run);
        stretch = [];
      }
    }
    order = [...next, ...stretch];
  }
  return order;
}
