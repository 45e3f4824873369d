import type { Alarms } from './alarms.ts';
import type { Store } from './store.ts';

/** What intents and refunds work with. */
export interface Tools {
  readonly store: Store;
  readonly alarms: Alarms;
  readonly now: () => Date;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** How long a card takes where nothing else is said, in ms. */
  readonly usualMs: number;
}
