import { useCallback } from 'react';
import { useLocation } from 'wouter';
import { useCartStore } from '../../../stores/cart/cart-store.ts';

/** Begins a sale of a showtime. */
export function useSell(): (showtimeId: string) => void {
  const [, navigate] = useLocation();
  return useCallback(
    (showtimeId) => {
      useCartStore.getState().begin(showtimeId);
      navigate(`/sale/${showtimeId}`);
    },
    [navigate],
  );
}
