import { expect, test } from 'vitest';
import { printableWidth } from './drawing.ts';
import { encodeQr, longestQrText, moduleSize, qrPath, smallestModule } from './qr.ts';

test('the longest text still fits across the paper at the smallest module', () => {
  const code = encodeQr('x'.repeat(longestQrText));
  expect(code.size * smallestModule).toBeLessThanOrEqual(printableWidth);
  expect(moduleSize(code, 246)).toBe(smallestModule);
});

test('a text that would need a wider code is refused', () => {
  expect(() => encodeQr('x'.repeat(1_000))).toThrow(RangeError);
});

test('a short text gets larger modules up to the wanted size', () => {
  const code = encodeQr('Q3RT9NXF');
  expect(code.size).toBe(21);
  expect(moduleSize(code, 150)).toBe(7);
});

test('the path draws each run of dark modules once', () => {
  const path = qrPath({ size: 3, isDark: [true, true, false, false, false, false, true, false, true] }, 6);
  expect(path).toBe('M0 0h12v6h-12ZM0 12h6v6h-6ZM12 12h6v6h-6Z');
});
