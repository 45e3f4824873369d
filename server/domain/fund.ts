import type { Money } from '#shared/domain/money.ts';

/** Where the money of an order came from, and where it has to go back to. */
export interface Fund {
  readonly tender: 'CASH' | 'CARD';
  /** The intent that captured it; null for cash, and for cards that another system charged. */
  readonly intentId: string | null;
  readonly amount: Money;
}
