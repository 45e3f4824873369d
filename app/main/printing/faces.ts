/** The typefaces of the paper; the files lie in `resources/fonts/print/`. */
export type Face = 'display' | 'heading' | 'text' | 'strong' | 'mono';

export interface Font {
  readonly family: string;
  readonly weight: 500 | 700 | 800;
}

/** How a line of text looks. */
export interface TextStyle {
  readonly face: Face;
  /** In dots. */
  readonly size: number;
  /** Extra space between letters, in parts of the size; left out in Thai and Arabic, which it would tear apart. */
  readonly tracking?: number;
}

/** A stretch of text that one font can draw. */
export interface FontRun {
  readonly text: string;
  readonly font: Font;
  readonly tracking: number;
}

const latin: Readonly<Record<Face, Font>> = {
  display: { family: 'Foyer Print Display', weight: 800 },
  heading: { family: 'Foyer Print Heading', weight: 700 },
  text: { family: 'Foyer Print Text', weight: 500 },
  strong: { family: 'Foyer Print Text', weight: 700 },
  mono: { family: 'Foyer Print Mono', weight: 700 },
};

const scriptRuns = /(?<thai>\p{scx=Thai}[\p{scx=Thai}\p{M}]*)|(?<arabic>\p{scx=Arab}[\p{scx=Arab}\p{M}]*)|[^\p{scx=Thai}\p{scx=Arab}]+/gu;

/**
 * Splits `text` where the font changes. A rasteriser left to itself takes the first font that has a letter, in whatever
 * weight; so each script gets its font by name.
 */
export function fontRuns(text: string, style: TextStyle): FontRun[] {
  const base = latin[style.face];
  const weight = base.weight === 500 ? 500 : 700;
  return [...text.matchAll(scriptRuns)].map(({ 0: run, groups }) => {
    if (groups?.['thai']) return { text: run, font: { family: 'Foyer Print Thai', weight }, tracking: 0 };
    if (groups?.['arabic']) return { text: run, font: { family: 'Foyer Print Arabic', weight }, tracking: 0 };
    return { text: run, font: base, tracking: (style.tracking ?? 0) * style.size };
  });
}

const bundledScripts = /^[\p{scx=Latin}\p{scx=Thai}\p{scx=Arab}\p{Script=Common}\p{Script=Inherited}]*$/u;

/** Whether the bundled fonts can write `text`; for a title in another script the machine's own fonts are needed too. */
export function bundledFontsCover(text: string): boolean {
  return bundledScripts.test(text);
}

/** Every file that must be in the font folder. */
export const fontFileNames = [
  'FoyerPrintDisplay-800.ttf',
  'FoyerPrintHeading-700.ttf',
  'FoyerPrintText-500.ttf',
  'FoyerPrintText-700.ttf',
  'FoyerPrintMono-700.ttf',
  'FoyerPrintThai-500.ttf',
  'FoyerPrintThai-700.ttf',
  'FoyerPrintArabic-500.ttf',
  'FoyerPrintArabic-700.ttf',
] as const;

/** The file of a font, one of `fontFileNames`. */
export function fontFileName({ family, weight }: Font): string {
  return `${family.replaceAll(' ', '')}-${weight}.ttf`;
}
