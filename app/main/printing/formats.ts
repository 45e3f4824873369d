import { formatMoney, type Money } from '#shared/domain/money.ts';

/** Instants, amounts and numbers as the paper shows them. */
export interface Formats {
  /** `Saturday 21 November 2026` */
  readonly longDate: (instant: string, timeZone: string) => string;
  /** `21 Nov 2026, 18:43` */
  readonly shortDateTime: (instant: string, timeZone: string) => string;
  /** `19:15` */
  readonly time: (instant: string, timeZone: string) => string;
  /** `€13.50` */
  readonly money: (amount: Money) => string;
  /** `13.50` */
  readonly bareMoney: (amount: Money) => string;
  /** `5.5 %` from basis points */
  readonly rate: (basisPoints: number) => string;
  readonly number: (value: number) => string;
}

export function formatsFor(locale: string): Formats {
  const exact = paperLocale(locale);
  const hourCycle = hourCycleFor(locale);
  const instantFormat = (options: Intl.DateTimeFormatOptions) => (instant: string, timeZone: string) =>
    new Intl.DateTimeFormat(exact, { ...options, ...hourCycle, timeZone }).format(new Date(instant));
  const percent = new Intl.NumberFormat(exact, { maximumFractionDigits: 2 });
  return {
    longDate: (instant, timeZone) =>
      withoutWeekdayComma(instantFormat({ dateStyle: 'full' })(instant, timeZone), exact),
    shortDateTime: instantFormat({
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    }),
    time: instantFormat({ timeStyle: 'short' }),
    money: (amount) => formatMoney(amount, exact),
    bareMoney: (amount) => bareMoney(amount, exact),
    rate: (basisPoints) => `${percent.format(basisPoints / 100)}\u00A0%`,
    number: (value) => String(value),
  };
}

/** Some versions of the locale data put a comma after the British weekday, others none. */
function withoutWeekdayComma(date: string, locale: string): string {
  return locale.startsWith('en-GB') ? date.replace(/^(\w+), /, '$1 ') : date;
}

/** A language without a region means 24 hours; with one, what is usual there. */
function hourCycleFor(locale: string): Intl.DateTimeFormatOptions {
  return new Intl.Locale(locale).region === undefined ? { hourCycle: 'h23' } : {};
}

/**
 * Plain English means the British order of dates, as in most places with several languages. Digits are the Latin ones
 * everywhere, as on the seats and the doors.
 */
function paperLocale(locale: string): string {
  const { language, region } = new Intl.Locale(locale);
  const base = language === 'en' && region === undefined ? 'en-GB' : locale;
  return new Intl.Locale(base, { numberingSystem: 'latn' }).toString();
}

/** `formatMoney` without the currency's sign, for columns whose total carries it. */
function bareMoney(amount: Money, locale: string): string {
  const formatter = new Intl.NumberFormat(locale, { style: 'currency', currency: amount.currency });
  const digits = formatter.resolvedOptions().maximumFractionDigits ?? 2;
  return new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    amount.amount / 10 ** digits,
  );
}
