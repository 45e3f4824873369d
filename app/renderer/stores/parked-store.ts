import { create } from 'zustand';
import type { Money } from '#shared/domain/money.ts';
import type { HoldLease } from './cart/hold-plan.ts';

/** A sale that was put aside for a moment. Its hold goes on and runs out like any other. */
export interface ParkedSale {
  readonly showtimeId: string;
  readonly movieTitle: string;
  readonly startsAt: string;
  readonly lease: HoldLease;
  readonly ticketTypes: Readonly<Record<string, string>>;
  readonly total: Money;
}

interface ParkedStore {
  /** The one that runs out first comes first. */
  readonly sales: readonly ParkedSale[];
  readonly park: (sale: ParkedSale) => void;
  /** Takes a sale out, to go on with it or because it is over. */
  readonly take: (holdId: string) => ParkedSale | undefined;
  readonly clear: () => void;
}

export const useParkedStore = create<ParkedStore>()((set, get) => ({
  sales: [],
  park: (sale) =>
    set(({ sales }) => ({
      sales: [...sales, sale].toSorted((left, right) => left.lease.expiresAt - right.lease.expiresAt),
    })),
  take: (holdId) => {
    const sale = get().sales.find((each) => each.lease.holdId === holdId);
    if (sale) set(({ sales }) => ({ sales: sales.filter((each) => each !== sale) }));
    return sale;
  },
  clear: () => set({ sales: [] }),
}));
