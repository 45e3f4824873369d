import { describe, expect, it } from 'vitest';
import { composeScript } from './script-source.ts';

describe('composing a script', () => {
  it('puts the fragment where its line stood', () => {
    expect(composeScript('-- header\n-- @include common\nreturn x', { common: 'local x = 1' })).toBe(
      '-- header\nlocal x = 1\nreturn x',
    );
  });

  it('takes a fragment as it is, whatever characters it has', () => {
    expect(composeScript('-- @include common', { common: "return '$&'" })).toBe("return '$&'");
  });

  it('refuses a fragment that does not exist', () => {
    expect(() => composeScript('-- @include commom', { common: '' })).toThrow('commom');
  });
});
