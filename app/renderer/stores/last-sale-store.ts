import { create } from 'zustand';
import type { OrderFieldsFragment } from '../graphql/generated/operations.ts';

interface LastSaleStore {
  /** The order that was placed last at this station, in this session of the program. */
  readonly order: OrderFieldsFragment | undefined;
  readonly remember: (order: OrderFieldsFragment) => void;
  readonly forget: () => void;
}

export const useLastSaleStore = create<LastSaleStore>()((set) => ({
  order: undefined,
  remember: (order) => set({ order }),
  forget: () => set({ order: undefined }),
}));
