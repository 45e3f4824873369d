import { type Bitmap, cropColumns } from './bitmap.ts';
import { margin, printableWidth } from './drawing.ts';

/** The commands of ESC/POS that a receipt printer gets from us; everything visible is sent as dots. */
export const initialize = Uint8Array.of(0x1b, 0x40);
/** `ESC p 0 25 250`: 50 ms of current on the drawer's first pin, 500 ms of rest. */
export const drawerPulse = Uint8Array.of(0x1b, 0x70, 0, 25, 250);
/** `GS V B 0`: moves the paper up to the knife and leaves it hanging by a point. */
export const feedAndPartialCut = Uint8Array.of(0x1d, 0x56, 0x42, 0);
/** `ESC J n`: feeds n dots. */
const feed = (dots: number): Uint8Array => Uint8Array.of(0x1b, 0x4a, dots);

/** Rows in one raster command: printers of small memory take about 9 KB at a time. */
const rowsPerBand = 128;

/** What prints `image` (as wide as the paper) and cuts the paper behind it. */
export function encodeEscPos(image: Bitmap): Buffer {
  const printable = cropColumns(image, margin, printableWidth);
  const parts: Uint8Array[] = [initialize];
  for (let row = 0; row < printable.height; row += rowsPerBand) parts.push(rasterBand(printable, row));
  return Buffer.concat([...parts, feed(24), feedAndPartialCut]);
}

/** `GS v 0`: one band of dots. */
function rasterBand({ width, height, rows }: Bitmap, firstRow: number): Uint8Array {
  const bytesPerRow = width / 8;
  const count = Math.min(rowsPerBand, height - firstRow);
  const header = [0x1d, 0x76, 0x30, 0, bytesPerRow & 255, bytesPerRow >> 8, count & 255, count >> 8];
  const dots = rows.subarray(firstRow * bytesPerRow, (firstRow + count) * bytesPerRow);
  return Buffer.concat([Uint8Array.from(header), withoutRealTimeCommands(dots)]);
}

const dle = 0x10;
const realTimeFunctions = new Set([0x04, 0x05, 0x14]);

/**
 * A printer obeys real-time commands (`DLE EOT`, `DLE ENQ`, `DLE DC4`) wherever they stand, in the middle of a picture
 * too, where they could open the drawer. So dots that read as one get a second dot beside the first, which nobody sees.
 */
export function withoutRealTimeCommands(dots: Uint8Array): Uint8Array {
  const safe = Uint8Array.from(dots);
  for (let index = 0; index < safe.length; index++) {
    const next = safe[index + 1];
    // A trailing DLE would join with what follows the picture.
    if (safe[index] === dle && (next === undefined || realTimeFunctions.has(next))) safe[index] = dle | 0x08;
  }
  return safe;
}
