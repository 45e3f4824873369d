import type { TerminalSetting } from '../../payments/contract.ts';
import type { Dice } from '../../simulation/engine/dice.ts';
import { paymentTimeoutMs } from '../stage/settings.ts';

/** Card terminals by name: some are slower than an order waits, and one never answers. */
export const terminals: Readonly<Record<string, TerminalSetting>> = {
  quick: { behaviour: 'APPROVE', delayMs: 20 },
  refusing: { behaviour: 'DECLINE', delayMs: 50 },
  slow: { behaviour: 'SLOW', delayMs: paymentTimeoutMs - 300 },
  late: { behaviour: 'SLOW', delayMs: paymentTimeoutMs + 500 },
  dead: { behaviour: 'NEVER' },
};

const usual = ['quick', 'quick', 'quick', 'quick', 'quick', 'quick', 'refusing', 'slow', 'late', 'dead'] as const;

/** A card at one of the terminals. */
export function cardTender(dice: Dice): { readonly card: { readonly terminalId: string } } {
  return { card: { terminalId: dice.oneOf(usual) } };
}
