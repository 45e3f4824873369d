import type { Money } from '#shared/domain/money.ts';
import { cashChoices } from '../../../stores/cart/cash-choices.ts';

/** The amounts of the tender pad by their keys: `1` is exactly the total (undefined), the others are more. */
export function receivedByKey(total: Money): Readonly<Record<string, number | undefined>> {
  const amounts = [undefined, ...cashChoices(total)];
  return Object.fromEntries(amounts.map((amount, position) => [String(position + 1), amount]));
}
