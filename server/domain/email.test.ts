import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normalizeEmail } from './email.ts';

it('writes one address in one way', () => {
  expect(normalizeEmail('  Noor.Haddad@Guest.Example ')).toBe('noor.haddad@guest.example');
  expect(normalizeEmail('a+b@x.co')).toBe('a+b@x.co');
  // Two ways to write é.
  expect(normalizeEmail('re\u0301ne@x.co')).toBe(normalizeEmail('r\u00e9ne@x.co'));
});

it.each(['', '@', 'a', 'a@b', 'a@.co', 'a@b..co', 'a b@c.co', 'a@b@c.co', 'a<b>@c.co', `${'a'.repeat(65)}@b.co`])(
  '%j is no address',
  (typed) => {
    expect(normalizeEmail(typed)).toBeUndefined();
  },
);

it('what it wrote it writes the same again', () => {
  fc.assert(
    fc.property(fc.emailAddress(), (typed) => {
      const once = normalizeEmail(typed);
      expect(once === undefined ? undefined : normalizeEmail(once)).toBe(once);
    }),
  );
});
