import type { Money } from '#shared/domain/money.ts';

/** In whole units: what people round up to, and the notes that they hand over. */
const roundings = [1, 5, 10];
const notes = [20, 50, 100, 200];
const mostChoices = 4;

/** Amounts above the total that a guest is likely to hand over, smallest first, in minor units. At most four. */
export function cashChoices(total: Money): readonly number[] {
  if (total.amount <= 0) return [];
  const unit = unitOf(total.currency);
  const rounded = roundings.map((step) => Math.ceil(total.amount / (step * unit)) * step * unit);
  const candidates = [...rounded, ...notes.map((note) => note * unit)];
  const above = [...new Set(candidates)].filter((amount) => amount > total.amount);
  return above.toSorted((left, right) => left - right).slice(0, mostChoices);
}

/** What people call "one" in a currency, in minor units; currencies without decimals are counted in hundreds. */
function unitOf(currency: string): number {
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return digits === 0 ? 100 : 10 ** digits;
}
