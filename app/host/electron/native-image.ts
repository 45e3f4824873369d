import { refuse } from '../unsupported.ts';

/** The part of Electron's `NativeImage` that a captured page has. */
export interface NativeImage {
  isEmpty(): boolean;
  toPNG(): Buffer;
  toDataURL(): string;
  getSize(): { width: number; height: number };
}

/** Width and height stand at fixed places in the header chunk that each PNG begins with. */
const widthOffset = 16;
const heightOffset = 20;

export function imageFromPng(png: Buffer): NativeImage {
  return refuse('NativeImage', {
    isEmpty: () => png.length === 0,
    toPNG: () => png,
    toDataURL: () => `data:image/png;base64,${png.toString('base64')}`,
    getSize: () => ({ width: png.readUInt32BE(widthOffset), height: png.readUInt32BE(heightOffset) }),
  });
}
