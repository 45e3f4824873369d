import type { Bitmap } from '../bitmap.ts';
import { paperWidth } from '../drawing.ts';
import { encodeEscPos } from '../escpos.ts';
import { encodePng } from '../png.ts';
import type { PrintRenderer, RenderedDocument } from '../renderer.ts';

/** Rows of dots in each plain document. */
export const plainHeight = 40;

/** Documents that are quick to draw and differ in every row: for tests of what happens after the drawing. */
export function plainDocument(name: string, seed: number): RenderedDocument {
  const rows = Uint8Array.from({ length: (paperWidth / 8) * plainHeight }, (_, index) => (index * 7 + seed * 13) % 200);
  const bitmap: Bitmap = { width: paperWidth, height: plainHeight, rows };
  return {
    name,
    bitmap,
    png: () => encodePng(bitmap),
    escPos: () => encodeEscPos(bitmap),
    pdf: () => Promise.resolve(Buffer.from(`%PDF ${name}`)),
  };
}

export function plainDocuments(count: number): RenderedDocument[] {
  return Array.from({ length: count }, (_, index) => plainDocument(`document-${index + 1}`, index + 1));
}

export const plainRenderer: PrintRenderer = {
  render: (job, index) => Promise.resolve(plainDocument(`${job.jobId}-${index + 1}`, index + 1)),
};
