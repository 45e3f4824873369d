/** Black and white dots, row by row, eight to a byte, the leftmost in the highest bit; 1 is black. */
export interface Bitmap {
  /** A multiple of 8. */
  readonly width: number;
  readonly height: number;
  readonly rows: Uint8Array;
}

/** Half covered and more is a black dot. `pixels` is RGBA on a white ground. */
export function bitmapFromPixels(pixels: Uint8Array, width: number): Bitmap {
  if (width % 8 !== 0) throw new RangeError(`${width} dots are not whole bytes`);
  const height = pixels.length / 4 / width;
  const rows = Uint8Array.from({ length: (width / 8) * height }, (_, byte) => eightDots(pixels, byte * 8));
  return { width, height, rows };
}

function eightDots(pixels: Uint8Array, first: number): number {
  let byte = 0;
  for (let dot = first; dot < first + 8; dot++) byte = (byte << 1) | ((pixels[dot * 4] ?? 255) < 128 ? 1 : 0);
  return byte;
}

/** The columns from `left` on, `width` dots of them; both multiples of 8. */
export function cropColumns(bitmap: Bitmap, left: number, width: number): Bitmap {
  if (left % 8 !== 0 || width % 8 !== 0) throw new RangeError('columns can only be cut at whole bytes');
  const bytes = width / 8;
  const rows = new Uint8Array(bytes * bitmap.height);
  for (let row = 0; row < bitmap.height; row++) {
    const start = (row * bitmap.width + left) / 8;
    rows.set(bitmap.rows.subarray(start, start + bytes), row * bytes);
  }
  return { width, height: bitmap.height, rows };
}
