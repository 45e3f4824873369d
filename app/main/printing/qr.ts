import bwipjs from 'bwip-js/node';

/** Scanners at the door need modules of this many dots at least, with a quiet zone of four modules around. */
export const smallestModule = 6;
/** Modules per side that still fit across the paper; a text of up to 445 bytes. */
const largestCode = 93;
export const longestQrText = 445;

export interface QrCode {
  /** Modules per side, without the quiet zone. */
  readonly size: number;
  /** Row by row. */
  readonly isDark: readonly boolean[];
}

/** The QR code of `text` (UTF-8, error correction M). Throws when the text is longer than `longestQrText` bytes. */
export function encodeQr(text: string): QrCode {
  const [symbol] = bwipjs.raw('qrcode', text, 'eclevel=M');
  if (!symbol || !('pixs' in symbol) || symbol.pixx > largestCode)
    throw new RangeError('the text is too long for a QR code');
  return { size: symbol.pixx, isDark: symbol.pixs.map((module) => module === 1) };
}

/** Dots per module so that the code comes near `wanted` dots a side; never fewer than scanners need. */
export function moduleSize(code: QrCode, wanted: number): number {
  return Math.max(smallestModule, Math.floor(wanted / code.size));
}

/** Path data of the dark modules: one stroke of the pen for each run in a row. */
export function qrPath({ size, isDark }: QrCode, dotsPerModule: number): string {
  const runs: string[] = [];
  for (let row = 0; row < size; row++) {
    for (let start = 0; start < size; start++) {
      let end = start;
      while (end < size && isDark[row * size + end]) end++;
      if (end === start) continue;
      const length = (end - start) * dotsPerModule;
      runs.push(`M${start * dotsPerModule} ${row * dotsPerModule}h${length}v${dotsPerModule}h${-length}Z`);
      start = end;
    }
  }
  return runs.join('');
}
