import { z } from 'zod';
import type { PaymentIntent, TerminalBehaviour, TerminalSetting } from '../contract.ts';

/** What a terminal has decided, and when it will say so. */
export const planSchema = z.object({ isApproved: z.boolean(), at: z.iso.datetime() });
export type Plan = z.infer<typeof planSchema>;

/** How long SLOW takes unless it is told, in ms. */
const slowMs = 15_000;

const brands = ['VISA', 'MASTERCARD', 'AMEX'] as const;
const declineReasons = ['INSUFFICIENT_FUNDS', 'CARD_DECLINED', 'CARD_EXPIRED'] as const;

/**
 * What comes of a payment that begins now; null when nothing ever does. What the request wishes goes before what the
 * terminal is set to. `usualMs` is how long a card takes.
 */
export function planFor(
  wished: { readonly behaviour?: TerminalBehaviour | undefined; readonly delayMs?: number | undefined },
  terminal: TerminalSetting,
  usualMs: number,
  now: Date,
): Plan | null {
  const { behaviour, delayMs } = wished.behaviour ? { ...wished, behaviour: wished.behaviour } : terminal;
  if (behaviour === 'NEVER') return null;
  const takesMs = wished.delayMs ?? delayMs ?? (behaviour === 'SLOW' ? slowMs : usualMs);
  return { isApproved: behaviour !== 'DECLINE', at: new Date(now.getTime() + takesMs).toISOString() };
}

/** The part of a card that the box office may know. `random` is from 0 to below 1. */
export function readCard(random: () => number): NonNullable<PaymentIntent['card']> {
  const digits = Math.floor(random() * 10_000);
  return { brand: oneOf(brands, random), lastFour: String(digits).padStart(4, '0') };
}

/** Why the bank said no. */
export function declineReason(random: () => number): string {
  return oneOf(declineReasons, random);
}

function oneOf<Value>(values: readonly [Value, ...Value[]], random: () => number): Value {
  return values[Math.floor(random() * values.length)] ?? values[0];
}
