import { useEffect, useRef, useState } from 'react';
import { countSeats, seatStates } from '#shared/domain/seat-map.ts';
import type { SeatLayout } from '#shared/domain/seat.ts';
import { createSeatMapStore, type SeatMapStore } from '../../../components/seat-map/seat-map-store.ts';
import { useLiveSeatMap } from '../../../hooks/use-live-seat-map.ts';
import { useCartStore } from '../../../stores/cart/cart-store.ts';

export interface LiveSeats {
  readonly status: 'loading' | 'live' | 'failed';
  /** Both undefined until the first snapshot. */
  readonly layout: SeatLayout | undefined;
  readonly store: SeatMapStore | undefined;
  /** How many seats are free now. */
  readonly free: number | undefined;
}

interface Room {
  readonly layout: SeatLayout;
  readonly store: SeatMapStore;
}

/** The room of a showtime, painted live; the seats of the cart are lit at once, before the server has agreed. */
export function useLiveSeats(showtimeId: string): LiveSeats {
  const [room, setRoom] = useState<Room>();
  const [free, setFree] = useState<number>();
  const current = useRef<Room>(undefined);
  const status = useLiveSeatMap(showtimeId, (layout, state) => {
    if (current.current?.layout !== layout) {
      current.current = { layout, store: createSeatMapStore(layout.seats.length) };
      setRoom(current.current);
    }
    current.current.store.applySnapshot(state);
    setFree(countSeats(state.packed, seatStates.FREE));
  });

  const wanted = useCartStore((cart) => cart.plan.wanted);
  useEffect(() => {
    if (!room) return;
    const mine = room.layout.seats.filter((seat) => wanted.includes(seat.id));
    room.store.setMine(mine.map((seat) => seat.index));
  }, [room, wanted]);

  return { status, layout: room?.layout, store: room?.store, free };
}
