import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeFromBytes, formatCode, parseCode } from './codes.ts';

describe('order codes', () => {
  it('are read back however a person writes them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), (bytes) => {
        const code = codeFromBytes(bytes);
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
        expect(parseCode(formatCode(code).toLowerCase())).toBe(code);
      }),
    );
  });

  it('take what looks alike for what it must be', () => {
    expect(parseCode('q3rt-9nxf')).toBe('Q3RT9NXF');
    expect(parseCode('OOlI 1234')).toBe('00111234');
  });

  it('refuse what cannot be one', () => {
    expect(parseCode('Q3RT-9NX')).toBeUndefined();
    expect(parseCode('Q3RT-9NXU')).toBeUndefined();
    expect(() => codeFromBytes(new Uint8Array(7))).toThrow('8 random bytes');
  });
});
