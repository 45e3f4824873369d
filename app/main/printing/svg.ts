import { embedRightToLeft } from './bidi.ts';
import { type Drawing, type DrawingElement, paperWidth, type TextElement } from './drawing.ts';
import { fonts, letterSpacing } from './faces.ts';

/** The drawing as SVG for the rasteriser, black on white. */
export function drawingToSvg(drawing: Drawing): string {
  const elements = drawing.elements.map((element) => elementToSvg(element, drawing.rightToLeft));
  return svgDocument(paperWidth, drawing.height, `<rect width="100%" height="100%" fill="white"/>${elements.join('')}`);
}

export function svgDocument(width: number, height: number, content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${content}</svg>`;
}

function elementToSvg(element: DrawingElement, rightToLeft: boolean): string {
  if (element.kind === 'text') return textToSvg(element, rightToLeft);
  return `<path transform="translate(${element.x} ${element.y})" d="${element.path}"/>`;
}

const anchors = { left: 'start', middle: 'middle', right: 'end' } as const;

/** One line of text. */
export function textToSvg({ text, style, x, baseline, anchor, color }: TextElement, rightToLeft: boolean): string {
  const { family, weight } = fonts[style.face];
  const ordered = rightToLeft ? embedRightToLeft(text) : text;
  return (
    `<text xml:space="preserve" x="${x}" y="${baseline}" fill="${color}" text-anchor="${anchors[anchor]}" ` +
    `font-family="${family}" font-weight="${weight}" font-size="${style.size}" ` +
    `letter-spacing="${letterSpacing(text, style)}">${escapeXml(splitSaraAm(ordered))}</text>`
  );
}

/**
 * The Thai vowel am is a mark and a letter in one; the rasteriser forgets the width of the letter unless they come apart
 * (the mark goes before the tone marks).
 */
function splitSaraAm(text: string): string {
  return text.replaceAll(/([\u0E48-\u0E4B]*)\u0E33/g, '\u0E4D$1\u0E32');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that XML cannot carry at all print as nothing. */
function escapeXml(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '')
    .replaceAll(/[&<>"]/g, (character) => entities[character] ?? '');
}
