import { useCallback } from 'react';
import { useLocation } from 'wouter';
import { useCartStore } from '../../../stores/cart/cart-store.ts';
import { useParkedStore } from '../../../stores/parked-store.ts';

/** Goes on with a parked sale. If its time is up, the sale says so and offers the same seats again. */
export function useResume(): (holdId: string) => void {
  const [, navigate] = useLocation();
  return useCallback(
    (holdId) => {
      const sale = useParkedStore.getState().take(holdId);
      if (!sale) return;
      const { showtimeId, lease, ticketTypes } = sale;
      useCartStore.getState().resume({ showtimeId, plan: { lease, wanted: lease.seatIds }, ticketTypes });
      navigate(`/sale/${showtimeId}`);
    },
    [navigate],
  );
}
