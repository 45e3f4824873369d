import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paperWidth } from './drawing.ts';
import { encodeEscPos, withoutRealTimeCommands } from './escpos.ts';
import { createEscPosPaper } from './testing/escpos-paper.ts';

function realTimeCommands(bytes: Uint8Array): number {
  return bytes.filter((byte, index) => byte === 0x10 && [0x04, 0x05, 0x14].includes(bytes[index + 1] ?? 0x04)).length;
}

/** Bytes in which real-time commands are frequent. */
const treacherousDots = fc.array(fc.constantFrom(0x10, 0x04, 0x05, 0x14, 0x00, 0xff), { minLength: 1, maxLength: 200 });

test('no picture contains a real-time command, and at most one dot is added for each', () => {
  let found = 0;
  fc.assert(
    fc.property(treacherousDots, (numbers) => {
      const dots = Uint8Array.from(numbers);
      const safe = withoutRealTimeCommands(dots);
      found += realTimeCommands(dots);
      expect(realTimeCommands(safe)).toBe(0);
      expect(safe.every((byte, index) => byte === dots[index] || (dots[index] === 0x10 && byte === 0x18))).toBe(true);
    }),
    { numRuns: 1_000 },
  );
  expect(found).toBeGreaterThan(100);
});

test('a picture taller than a band comes out whole, in one piece and cut once', () => {
  const height = 300;
  const rows = Uint8Array.from({ length: (paperWidth / 8) * height }, (_, index) => (index * 31) % 251);
  const paper = createEscPosPaper(() => undefined);
  paper.receive(encodeEscPos({ width: paperWidth, height, rows }));
  paper.work();

  expect(paper.unknown).toEqual([]);
  expect(paper.receipts).toHaveLength(1);
  const [receipt] = paper.receipts;
  expect(receipt?.width).toBe(576);
  expect(receipt?.height).toBe(height);
  const printable = Uint8Array.from(
    { length: 72 * height },
    (_, index) => rows[Math.floor(index / 72) * 80 + 4 + (index % 72)] ?? 0,
  );
  expect(Buffer.from(receipt?.rows ?? []).equals(withoutRealTimeCommands(printable))).toBe(true);
});
