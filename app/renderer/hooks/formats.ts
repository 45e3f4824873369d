import { formatMoney, type Money } from '#shared/domain/money.ts';

/** How a locale writes what Foyer shows. Times are those of the cinema's clock, wherever the station stands. */
export interface Formats {
  readonly locale: string;
  readonly timeZone: string;
  readonly money: (money: Money) => string;
  /** Without decimals when there are none: `€26`. */
  readonly roundMoney: (money: Money) => string;
  readonly number: (value: number) => string;
  /** `19:15`. */
  readonly time: (instant: string | number) => string;
  /** `18:46:20`. */
  readonly timeWithSeconds: (instant: string | number) => string;
  /** `Saturday 21 November`. */
  readonly longDay: (instant: string | number) => string;
  /** `Mon 23`. */
  readonly shortDay: (instant: string | number) => string;
  /** `F10 and F11`. */
  readonly list: (words: readonly string[]) => string;
  /** `Animation, Family`. */
  readonly units: (words: readonly string[]) => string;
  /** `English`. */
  readonly language: (code: string) => string;
}

export function createFormats(locale: string, timeZone: string): Formats {
  const times = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const seconds = new Intl.DateTimeFormat(locale, { timeZone, timeStyle: 'medium', hourCycle: 'h23' });
  const longDays = new Intl.DateTimeFormat(locale, { timeZone, weekday: 'long', day: 'numeric', month: 'long' });
  const shortDays = new Intl.DateTimeFormat(locale, { timeZone, weekday: 'short', day: 'numeric' });
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const units = new Intl.ListFormat(locale, { type: 'unit' });
  const languages = new Intl.DisplayNames(locale, { type: 'language' });
  const numbers = new Intl.NumberFormat(locale);
  return {
    locale,
    timeZone,
    money: (money) => formatMoney(money, locale),
    roundMoney: (money) => formatRoundMoney(money, locale),
    number: (value) => numbers.format(value),
    time: (instant) => times.format(new Date(instant)),
    timeWithSeconds: (instant) => seconds.format(new Date(instant)),
    longDay: (instant) => longDays.format(new Date(instant)),
    shortDay: (instant) => shortDays.format(new Date(instant)),
    list: (words) => lists.format(words),
    units: (words) => units.format(words),
    language: (code) => languages.of(code) ?? code,
  };
}

function formatRoundMoney({ amount, currency }: Money, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
