import type { ApolloClient } from '@apollo/client';
import { useCartStore } from './cart/cart-store.ts';
import { useLastSaleStore } from './last-sale-store.ts';
import { useParkedStore } from './parked-store.ts';

/** What one person saw and began is not for the next one. */
export async function forgetFormerSession(client: ApolloClient): Promise<void> {
  useCartStore.getState().clear();
  useParkedStore.getState().clear();
  useLastSaleStore.getState().forget();
  await client.clearStore();
}
