import { useCallback } from 'react';
import { describeFailure } from '../graphql/failures.ts';
import { useReleaseHold } from '../operations/use-release-hold.ts';
import { useSignOut } from '../operations/use-sign-out.ts';
import { useCartStore } from '../stores/cart/cart-store.ts';
import { useParkedStore } from '../stores/parked-store.ts';

/** Signs out and gives all seats back that this person was holding. What the server isn't told runs out by itself. */
export function useEndSession(): () => Promise<void> {
  const releaseHold = useReleaseHold();
  const signOut = useSignOut();
  return useCallback(async () => {
    const parked = useParkedStore.getState().sales.map((sale) => sale.lease);
    const { lease } = useCartStore.getState().plan;
    const leases = lease ? [...parked, lease] : parked;
    const released = await Promise.allSettled(leases.map(({ holdId }) => releaseHold({ holdId })));
    for (const each of released) {
      if (each.status === 'rejected') console.warn('a hold was not released', describeFailure(each.reason));
    }
    await signOut();
  }, [releaseHold, signOut]);
}
