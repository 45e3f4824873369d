import { crc32, deflateSync } from 'node:zlib';
import type { Bitmap } from './bitmap.ts';
import { dotsPerInch } from './drawing.ts';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * The bitmap as a PNG of one bit a dot with its resolution, so that the picture is the very dots of the printer at their
 * true size. (The rasteriser's own PNG is 32 bits a dot with grey edges.) https://www.w3.org/TR/png-3/
 */
export function encodePng(bitmap: Bitmap): Buffer {
  const bytesPerRow = bitmap.width / 8;
  const scanlines = Buffer.alloc((bytesPerRow + 1) * bitmap.height);
  for (let row = 0; row < bitmap.height; row++) {
    for (let byte = 0; byte < bytesPerRow; byte++) {
      scanlines[row * (bytesPerRow + 1) + 1 + byte] = ~(bitmap.rows[row * bytesPerRow + byte] ?? 0);
    }
  }
  return Buffer.concat([
    signature,
    chunk('IHDR', header(bitmap)),
    chunk('pHYs', resolution()),
    chunk('IDAT', deflateSync(scanlines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Grey scale of one bit, deflate, no filter, not interlaced. */
function header({ width, height }: Bitmap): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.writeUInt8(1, 8);
  return data;
}

function resolution(): Buffer {
  const dotsPerMetre = Math.round(dotsPerInch / 0.0254);
  const data = Buffer.alloc(9);
  data.writeUInt32BE(dotsPerMetre, 0);
  data.writeUInt32BE(dotsPerMetre, 4);
  data.writeUInt8(1, 8);
  return data;
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, checksum]);
}
