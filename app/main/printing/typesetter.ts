import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { renderAsync, Resvg, type ResvgRenderOptions } from '@resvg/resvg-js';
import type { Drawing, TextElement } from './drawing.ts';
import { bundledFontsCover, fonts, type TextStyle } from './faces.ts';
import { drawingToSvg, svgDocument, textToSvg } from './svg.ts';

/** Measures, outlines and rasterises text with the fonts of one folder; all three agree because one shaper does them. */
export interface Typesetter {
  /** Dots from the start of the line to the end of its ink. */
  width(text: string, style: TextStyle): number;
  /** Path data of a line's glyphs, in the drawing's coordinates. */
  outlines(element: TextElement, rightToLeft: boolean): OutlinedText;
  /** RGBA, 4 bytes a dot, `paperWidth` wide. */
  rasterise(drawing: Drawing): Promise<Uint8Array>;
}

export interface OutlinedText {
  readonly paths: readonly string[];
  readonly left: number;
  readonly width: number;
}

/** Throws when a font file is missing, because a ticket without its letters must never be printed. */
export function createTypesetter(fontDirectory: string): Typesetter {
  const fontFiles = Object.values(fonts).map(({ fileName }) => join(fontDirectory, fileName));
  const missing = fontFiles.filter((file) => !existsSync(file));
  if (missing.length > 0) throw new Error(`print fonts are missing: ${missing.join(', ')}`);

  /** Loading the machine's fonts costs a second, so only a text that needs them pays for it. */
  function optionsFor(text: string): ResvgRenderOptions {
    return { font: { fontFiles, loadSystemFonts: !bundledFontsCover(text), defaultFontFamily: fonts.text.family } };
  }

  function load(element: TextElement, rightToLeft: boolean): Resvg {
    return new Resvg(svgDocument(1, 1, textToSvg(element, rightToLeft)), optionsFor(element.text));
  }

  return {
    width(text, style) {
      const box = load(
        { kind: 'text', text, style, x: 0, baseline: 0, anchor: 'left', color: 'black' },
        false,
      ).getBBox();
      return box ? box.x + box.width : 0;
    },
    outlines(element, rightToLeft) {
      const line = load(element, rightToLeft);
      const box = line.getBBox();
      const paths = [...line.toString().matchAll(/\sd="([^"]+)"/g)].map(([, data]) => data ?? '');
      return { paths, left: box?.x ?? element.x, width: box?.width ?? 0 };
    },
    async rasterise(drawing) {
      const texts = drawing.elements.map((element) => (element.kind === 'text' ? element.text : '')).join('');
      return (await renderAsync(drawingToSvg(drawing), optionsFor(texts))).pixels;
    },
  };
}
