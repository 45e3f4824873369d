/** The typefaces of the paper; each file in `resources/fonts/print/` writes Latin, and all but the code's Thai and Arabic. */
export type Face = 'display' | 'heading' | 'text' | 'strong' | 'mono';

export interface Font {
  readonly family: string;
  readonly weight: 500 | 700 | 800;
  readonly fileName: string;
}

export const fonts: Readonly<Record<Face, Font>> = {
  display: { family: 'Foyer Print Display', weight: 800, fileName: 'FoyerPrintDisplay-800.ttf' },
  heading: { family: 'Foyer Print Heading', weight: 700, fileName: 'FoyerPrintHeading-700.ttf' },
  text: { family: 'Foyer Print Text', weight: 500, fileName: 'FoyerPrintText-500.ttf' },
  strong: { family: 'Foyer Print Text', weight: 700, fileName: 'FoyerPrintText-700.ttf' },
  mono: { family: 'Foyer Print Mono', weight: 700, fileName: 'FoyerPrintMono-700.ttf' },
};

/** How a line of text looks. */
export interface TextStyle {
  readonly face: Face;
  /** In dots. */
  readonly size: number;
  /** Extra space between letters, in parts of the size. */
  readonly tracking?: number;
}

const joinedScripts = /[\p{scx=Thai}\p{scx=Arab}]/u;

/** Extra space between letters in dots; none in Thai and Arabic, which it would tear apart. */
export function letterSpacing(text: string, { tracking = 0, size }: TextStyle): number {
  return joinedScripts.test(text) ? 0 : tracking * size;
}

/** Thai stacks vowels and tones over its letters, Arabic reaches far below the line. */
export function hasTallLetters(text: string): boolean {
  return joinedScripts.test(text);
}

const bundledScripts = /^[\p{scx=Latin}\p{scx=Thai}\p{scx=Arab}\p{Script=Common}\p{Script=Inherited}]*$/u;

/** Whether the bundled fonts can write `text`; for a title in another script the machine's own fonts are needed too. */
export function bundledFontsCover(text: string): boolean {
  return bundledScripts.test(text);
}
