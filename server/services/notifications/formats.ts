import { formatMoney, type Money } from '#shared/domain/money.ts';

/** Instants and amounts as guests of a cinema read them. */
export interface Formats {
  /** `Saturday 21 November 2026 at 19:15`, in the cinema's zone. */
  readonly dateTime: (instant: Date) => string;
  /** `Saturday 21 November 2026` */
  readonly date: (instant: Date) => string;
  /** `19:15` */
  readonly time: (instant: Date) => string;
  readonly money: (amount: Money) => string;
}

/** `timeZone`: IANA name. */
export function formatsFor(locale: string, timeZone: string): Formats {
  const exact = exactLocale(locale);
  // A language without a region means 24 hours; with one, what is usual there.
  const hourCycle: Intl.DateTimeFormatOptions =
    new Intl.Locale(locale).region === undefined ? { hourCycle: 'h23' } : {};
  const format = (options: Intl.DateTimeFormatOptions) => (instant: Date) =>
    new Intl.DateTimeFormat(exact, { ...options, ...hourCycle, timeZone }).format(instant);
  return {
    dateTime: format({ dateStyle: 'full', timeStyle: 'short' }),
    date: format({ dateStyle: 'full' }),
    time: format({ timeStyle: 'short' }),
    money: (amount) => formatMoney(amount, exact),
  };
}

/** Plain English means the British order of dates. Digits are the Latin ones everywhere, as on the seats and the doors. */
function exactLocale(locale: string): string {
  const { language, region } = new Intl.Locale(locale);
  const base = language === 'en' && region === undefined ? 'en-GB' : locale;
  return new Intl.Locale(base, { numberingSystem: 'latn' }).toString();
}
