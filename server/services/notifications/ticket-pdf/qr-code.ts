import bwipjs from 'bwip-js/node';

/** The dark modules of a QR code. */
export interface QrCode {
  /** Modules per side, without the quiet zone of four around it. */
  readonly size: number;
  /** Runs of dark modules within a row, in modules. */
  readonly bars: readonly { readonly x: number; readonly y: number; readonly width: number }[];
}

/** The QR code of `text` (UTF-8, error correction M). Throws when the text is too long for one. */
export function qrCode(text: string): QrCode {
  const [symbol] = bwipjs.raw('qrcode', text, 'eclevel=M');
  if (!symbol || !('pixs' in symbol)) throw new RangeError('the text is too long for a QR code');
  const { pixs, pixx: size } = symbol;
  const bars: { x: number; y: number; width: number }[] = [];
  for (const [index, module] of pixs.entries()) {
    if (module !== 1) continue;
    const [x, y] = [index % size, Math.floor(index / size)];
    const last = bars.at(-1);
    if (last?.y === y && last.x + last.width === x) last.width += 1;
    else bars.push({ x, y, width: 1 });
  }
  return { size, bars };
}
