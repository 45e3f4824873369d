/** Where an order stands. The names are public. */
export const orderStates = [
  'PENDING_PAYMENT',
  'PAID',
  'PAYMENT_FAILED',
  'EXPIRED',
  'CANCELLED',
  'VOIDED',
  'PARTIALLY_REFUNDED',
  'REFUND_PENDING',
  'REFUNDED',
] as const;
export type OrderState = (typeof orderStates)[number];

/** Which states may follow which: the whole life of an order, as data. */
export const orderTransitions: Readonly<Record<OrderState, readonly OrderState[]>> = {
  PENDING_PAYMENT: ['PAID', 'PAYMENT_FAILED', 'EXPIRED', 'CANCELLED'],
  // Cash is back at once; a card's money is on its way first.
  PAID: ['VOIDED', 'PARTIALLY_REFUNDED', 'REFUND_PENDING', 'REFUNDED'],
  PAYMENT_FAILED: [],
  // A payment that arrives late is accepted when all seats can still be claimed, and refunded otherwise.
  EXPIRED: ['PAID', 'REFUND_PENDING'],
  // Only before any money moved: the gateway has confirmed that nothing was and nothing will be captured.
  CANCELLED: [],
  VOIDED: [],
  PARTIALLY_REFUNDED: ['PARTIALLY_REFUNDED', 'REFUND_PENDING', 'REFUNDED'],
  REFUND_PENDING: ['REFUNDED'],
  REFUNDED: [],
};

/** States in which the seats of an order are its own: claimed in the database, sold or being paid. */
export const seatHoldingStates = [
  'PENDING_PAYMENT',
  'PAID',
  'PARTIALLY_REFUNDED',
] as const satisfies readonly OrderState[];

/** Whether an order may go from one state to another. */
export function mayFollow(from: OrderState, to: OrderState): boolean {
  return orderTransitions[from].includes(to);
}

/**
 * Checks the table itself; the server calls it when it starts. Throws when a state cannot be reached from
 * `PENDING_PAYMENT`, because such a state is a mistake in the table.
 */
export function assertTransitionsAreSound(table: Readonly<Record<OrderState, readonly OrderState[]>>): void {
  const reached = new Set<OrderState>(['PENDING_PAYMENT']);
  for (const state of reached) {
    for (const next of table[state]) reached.add(next);
  }
  const unreachable = orderStates.filter((state) => !reached.has(state));
  if (unreachable.length > 0) throw new Error(`order states that nothing leads to: ${unreachable.join(', ')}`);
}
