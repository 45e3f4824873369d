import { create } from 'zustand';
import type { DrawerOutcome } from '#shared/domain/print.ts';
import type { OrderFieldsFragment } from '../graphql/generated/operations.ts';

interface LastSaleStore {
  /** The order that was placed last at this station, since the program began. */
  readonly order: OrderFieldsFragment | undefined;
  /** How opening the drawer for it ended; undefined as long as that is under way, or not needed. */
  readonly drawer: DrawerOutcome | undefined;
  readonly remember: (order: OrderFieldsFragment) => void;
  readonly drawerAnswered: (drawer: DrawerOutcome) => void;
  readonly forget: () => void;
}

export const useLastSaleStore = create<LastSaleStore>()((set) => ({
  order: undefined,
  drawer: undefined,
  remember: (order) => set({ order, drawer: undefined }),
  drawerAnswered: (drawer) => set({ drawer }),
  forget: () => set({ order: undefined, drawer: undefined }),
}));
