/** Invisible characters that steer the order of writing: https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters */
const [rightToLeftEmbedding, popEmbedding] = ['\u202B', '\u202C'];
const [firstStrongIsolate, popIsolate] = ['\u2068', '\u2069'];

/** A text that is ordered from right to left; the rasteriser knows no `direction`. */
export function embedRightToLeft(text: string): string {
  return rightToLeftEmbedding + text + popEmbedding;
}

/** A name or number that keeps its own order within a sentence of another direction. */
export function isolate(text: string): string {
  return firstStrongIsolate + text + popIsolate;
}

/** The text without the above, for what is read by programs. */
export function withoutDirections(text: string): string {
  return text.replaceAll(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '');
}
