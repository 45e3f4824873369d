import { useState } from 'react';
import { useCartStore } from '../../../stores/cart/cart-store.ts';
import type { OrderLine } from '../../../stores/cart/order-lines.ts';

export interface CurrentLine {
  /** The seat that keys act on; undefined without seats. */
  readonly seatId: string | undefined;
  /** By ticket type, the letter that chooses it. */
  readonly keys: ReadonlyMap<string, string>;
  readonly choose: (seatId: string) => void;
  /** On to the next seat, from the last one to the first. */
  readonly next: () => void;
  /** Gives the current seat a ticket type and goes on to the next. */
  readonly setType: (ticketType: string) => void;
}

/** Which line of the order the keyboard means. */
export function useCurrentLine(lines: readonly OrderLine[], keys: ReadonlyMap<string, string>): CurrentLine {
  const [chosen, setChosen] = useState<string>();
  const position = Math.max(
    0,
    lines.findIndex((line) => line.seat.id === chosen),
  );
  const line = lines[position];
  const next = () => setChosen(lines[(position + 1) % lines.length]?.seat.id);
  return {
    seatId: line?.seat.id,
    keys,
    choose: setChosen,
    next,
    setType(ticketType) {
      const { payment, setTicketType } = useCartStore.getState();
      if (payment !== 'open' || !line?.choices.some((choice) => choice.ticketType === ticketType)) return;
      setTicketType(line.seat.id, ticketType);
      next();
    },
  };
}
