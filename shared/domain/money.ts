/** An amount of money: an integer in the currency's minor units (cents), never a float. */
export interface Money {
  /** Integer, minor units; negative only in reversals. */
  readonly amount: number;
  /** ISO 4217 code. */
  readonly currency: string;
}

/** Builds a `Money`; throws when `amount` is not a safe integer, because a fraction of a cent is always a bug. */
export function money(amount: number, currency: string): Money {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`${amount} is not a whole number of minor units`);
  return { amount, currency };
}

/** The sum of amounts in one currency (minor units in, minor units out); an empty list is zero. */
export function sumMoney(amounts: readonly Money[], currency: string): Money {
  let total = 0;
  for (const each of amounts) {
    if (each.currency !== currency) throw new RangeError(`cannot add ${each.currency} to ${currency}`);
    total += each.amount;
  }
  return money(total, currency);
}

/** `minuend - subtrahend`; both must be of the same currency. */
export function subtractMoney(minuend: Money, subtrahend: Money): Money {
  return sumMoney([minuend, { ...subtrahend, amount: -subtrahend.amount }], minuend.currency);
}

const formatters = new Map<string, Intl.NumberFormat>();

/** The amount as people write it in `locale` (BCP 47), e.g. `€13.50`. */
export function formatMoney({ amount, currency }: Money, locale: string): string {
  const key = `${locale} ${currency}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.NumberFormat(locale, { style: 'currency', currency });
    formatters.set(key, formatter);
  }
  return formatter.format(amount / 10 ** minorUnitDigits(formatter));
}

function minorUnitDigits(formatter: Intl.NumberFormat): number {
  return formatter.resolvedOptions().maximumFractionDigits ?? 2;
}
