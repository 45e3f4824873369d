import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../hooks/cinema-context.ts';
import { useAnnouncementStore } from '../../../stores/announcement-store.ts';
import { useCartStore } from '../../../stores/cart/cart-store.ts';
import type { HoldClock } from './use-hold-clock.ts';

/** When a screen reader says how many seconds are left. Not each: nobody can listen to that. */
const spoken: ReadonlySet<number> = new Set([30, 10, 5]);

/** Tells screen readers which seats are ours, and in the last minute how long. */
export function useHoldAnnouncements(clock: HoldClock | undefined): void {
  const { t } = useTranslation();
  const formats = useFormats();
  const lease = useCartStore((cart) => cart.plan.lease);
  const seatIds = lease?.seatIds;
  const seats = seatIds && formats.list(seatIds);
  const count = seatIds?.length ?? 0;
  const secondsLeft = clock?.isFrozen ? undefined : clock?.secondsLeft;

  useEffect(() => {
    if (seats) useAnnouncementStore.getState().announce(t('sale.announceHeld', { count, seats }));
  }, [t, count, seats]);
  useEffect(() => {
    if (secondsLeft === undefined || !seats) return;
    const { announce } = useAnnouncementStore.getState();
    if (secondsLeft === 60) announce(t('sale.minuteLeft', { seats }));
    if (spoken.has(secondsLeft)) announce(t('sale.secondsLeft', { count: secondsLeft }));
  }, [t, seats, secondsLeft]);
}
