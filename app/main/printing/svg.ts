import { type Drawing, type DrawingElement, paperWidth, type TextElement } from './drawing.ts';
import { fontRuns } from './faces.ts';

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
/** The rasteriser knows no `direction`; these two characters say the same. */
const [rightToLeftEmbedding, popDirection] = ['\u202B', '\u202C'];

/** One line of text; in the fonts of its scripts. */
export function textToSvg({ text, style, x, baseline, anchor, color }: TextElement, rightToLeft: boolean): string {
  const runs = fontRuns(rightToLeft ? rightToLeftEmbedding + text + popDirection : text, style).map(
    (run) =>
      `<tspan font-family="${run.font.family}" font-weight="${run.font.weight}" letter-spacing="${run.tracking}">` +
      `${escapeXml(run.text)}</tspan>`,
  );
  return (
    `<text xml:space="preserve" x="${x}" y="${baseline}" font-size="${style.size}" fill="${color}" ` +
    `text-anchor="${anchors[anchor]}">${runs.join('')}</text>`
  );
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that XML cannot carry at all print as nothing. */
function escapeXml(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '').replaceAll(/[&<>"]/g, (character) => entities[character] ?? '');
}
