import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FrameReader } from './frame-reader.ts';
import { WireProtocolError } from './wire-message.ts';

function frame(size: number, fill: number): Buffer {
  const bytes = Buffer.alloc(size, fill);
  bytes.writeInt32LE(size, 0);
  return bytes;
}

test('messages come out whole and in order, however the stream is cut', () => {
  const cut = fc.record({
    sizes: fc.array(fc.integer({ min: 16, max: 200 }), { minLength: 1, maxLength: 8 }),
    cuts: fc.array(fc.integer({ min: 0, max: 1_600 }), { maxLength: 12 }),
  });
  fc.assert(
    fc.property(cut, ({ sizes, cuts }) => {
      const frames = sizes.map((size, i) => frame(size, i + 1));
      const stream = Buffer.concat(frames);
      const places = [0, ...cuts.map((place) => Math.min(place, stream.length)), stream.length].sort((a, b) => a - b);
      const reader = new FrameReader();
      const read = places.flatMap((place, i) => reader.push(stream.subarray(places[i - 1] ?? 0, place)));
      expect(read).toEqual(frames);
    }),
  );
});

test.each([0, 15, -1, 0x7fffffff])('a length of %i is refused', (length) => {
  const bytes = Buffer.alloc(16);
  bytes.writeInt32LE(length, 0);
  expect(() => new FrameReader().push(bytes)).toThrow(WireProtocolError);
});
