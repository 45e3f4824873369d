import { expect, test } from 'vitest';
import { withoutDirections } from './bidi.ts';
import { formatsFor } from './formats.ts';

const evening = '2026-11-21T18:15:00.000Z';
const plain = (text: string): string => withoutDirections(text).replaceAll(/[\u00A0\u202F]/g, ' ');

test.each([
  ['en', 'Saturday 21 November 2026', '19:15', '21 Nov 2026, 19:15'],
  ['en-US', 'Saturday, November 21, 2026', '7:15 PM', 'Nov 21, 2026, 07:15 PM'],
  ['fr', 'samedi 21 novembre 2026', '19:15', '21 nov. 2026, 19:15'],
  ['th', 'วันเสาร์ที่ 21 พฤศจิกายน พ.ศ. 2569', '19:15', '21 พ.ย. 2569 19:15'],
  ['ar', 'السبت، 21 نوفمبر 2026', '19:15', '21 نوفمبر 2026، 19:15'],
])('%s writes dates and times of the cinema, in Latin digits', (locale, longDate, time, shortDateTime) => {
  const formats = formatsFor(locale);
  expect(plain(formats.longDate(evening, 'Europe/Paris'))).toBe(longDate);
  expect(plain(formats.time(evening, 'Europe/Paris'))).toBe(time);
  expect(plain(formats.shortDateTime(evening, 'Europe/Paris'))).toBe(shortDateTime);
});

test('midnight is 00:15, not 24:15, and belongs to the cinema’s own day', () => {
  const formats = formatsFor('en');
  expect(formats.time('2026-11-21T23:15:00.000Z', 'Europe/Paris')).toBe('00:15');
  expect(formats.longDate('2026-11-21T23:15:00.000Z', 'Europe/Paris')).toBe('Sunday 22 November 2026');
});

test.each([
  [{ amount: 1350, currency: 'EUR' }, '€13.50', '13.50'],
  [{ amount: 1350, currency: 'JPY' }, 'JP¥1,350', '1,350'],
  [{ amount: 1350, currency: 'KWD' }, 'KWD 1.350', '1.350'],
])('amounts have the decimals of their currency: %o', (amount, money, bare) => {
  expect(plain(formatsFor('en').money(amount))).toBe(money);
  expect(formatsFor('en').bareMoney(amount)).toBe(bare);
});

test('rates are given in hundredths of a percent, seats without separators', () => {
  expect(plain(formatsFor('en').rate(550))).toBe('5.5 %');
  expect(plain(formatsFor('fr').rate(550))).toBe('5,5 %');
  expect(formatsFor('en').number(1204)).toBe('1204');
});
