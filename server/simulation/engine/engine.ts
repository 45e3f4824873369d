import type { Dice } from './dice.ts';
import type { Network } from './network.ts';
import type { Trace } from './trace.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What a world runs on. */
export interface Engine {
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly network: Network;
  readonly trace: Trace;
}
