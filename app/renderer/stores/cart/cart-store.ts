import { create } from 'zustand';
import type { PlaceOrderInput } from '../../graphql/generated/operations.ts';
import { emptyPlan, type HoldNotice, type HoldPlan } from './hold-plan.ts';

/** Why the server did not take the order, as far as the cashier can do something about it. */
export type PaymentNotice =
  | { readonly kind: 'shiftNotOpen' }
  | { readonly kind: 'amountTooLow'; readonly missing: { readonly amount: number; readonly currency: string } }
  | { readonly kind: 'idempotencyConflict' }
  | { readonly kind: 'invalid'; readonly message: string }
  /** Nobody knows yet whether the sale was made. */
  | { readonly kind: 'unknown' };

export type CartNotice =
  HoldNotice | PaymentNotice | { readonly kind: 'released'; readonly seatIds: readonly string[] };

/**
 * `unknown`: the request was sent and no answer came. Nothing may be changed until the same request, with the same key,
 * has been answered.
 */
export type PaymentPhase = 'open' | 'placing' | 'unknown';

/** One sale that is being put together. */
export interface Cart {
  /** Tells one sale from the next, also of the same showtime. */
  readonly saleId: number;
  readonly showtimeId: string | undefined;
  readonly plan: HoldPlan;
  /** By seat id; seats without an entry get the price list's first type. */
  readonly ticketTypes: Readonly<Record<string, string>>;
  /** What the guest hands over, minor units; undefined: exactly the total. */
  readonly received: number | undefined;
  readonly payment: PaymentPhase;
  /** The request to place the order, kept with its idempotency key until it has been answered. */
  readonly attempt: PlaceOrderInput | undefined;
  readonly notice: CartNotice | undefined;
  /** Whether a request about the hold is under way. */
  readonly isHolding: boolean;
}

const emptyCart: Omit<Cart, 'saleId'> = {
  showtimeId: undefined,
  plan: emptyPlan,
  ticketTypes: {},
  received: undefined,
  payment: 'open',
  attempt: undefined,
  notice: undefined,
  isHolding: false,
};

interface CartStore extends Cart {
  /** Begins an empty sale. */
  readonly begin: (showtimeId: string) => void;
  /** Takes up a sale that was put aside. */
  readonly resume: (cart: Pick<Cart, 'showtimeId' | 'plan' | 'ticketTypes'>) => void;
  /** Other seats cost something else: what was to be handed over counts no more. */
  readonly setPlan: (plan: HoldPlan) => void;
  readonly setHolding: (isHolding: boolean) => void;
  readonly setTicketType: (seatId: string, ticketType: string) => void;
  readonly setReceived: (received: number | undefined) => void;
  readonly notify: (notice: CartNotice | undefined) => void;
  /** Freezes the order while `attempt` is on its way. */
  readonly place: (attempt: PlaceOrderInput) => void;
  /** The order may be changed again, or nobody knows (`unknown`). */
  readonly refuse: (notice: CartNotice) => void;
  /** The order was refused for its seats; it may be changed again. */
  readonly reopen: () => void;
  readonly clear: () => void;
}

export const useCartStore = create<CartStore>()((set) => ({
  ...emptyCart,
  saleId: 0,
  begin: (showtimeId) => set(({ saleId }) => ({ ...emptyCart, saleId: saleId + 1, showtimeId })),
  resume: (cart) => set(({ saleId }) => ({ ...emptyCart, saleId: saleId + 1, ...cart })),
  setPlan: (plan) => set((cart) => ({ plan, received: plan.wanted === cart.plan.wanted ? cart.received : undefined })),
  setHolding: (isHolding) => set({ isHolding }),
  setTicketType: (seatId, ticketType) =>
    set(({ ticketTypes }) => ({ ticketTypes: { ...ticketTypes, [seatId]: ticketType }, received: undefined })),
  setReceived: (received) => set({ received }),
  notify: (notice) => set({ notice }),
  place: (attempt) => set({ attempt, payment: 'placing', notice: undefined }),
  refuse: (notice) =>
    set(notice.kind === 'unknown' ? { payment: 'unknown', notice } : { payment: 'open', attempt: undefined, notice }),
  reopen: () => set({ payment: 'open', attempt: undefined }),
  clear: () => set(({ saleId }) => ({ ...emptyCart, saleId: saleId + 1 })),
}));
