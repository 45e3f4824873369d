import type { Order } from '../../domain/order.ts';
import type { SimulatedOffice } from '../world/box-office.ts';

export type DeedOutcome = { readonly order: Order } | { readonly failure: { readonly __typename: string } };

/** Something that a client asks for with an idempotency key, as often as it takes to hear what became of it. */
export interface Deed {
  /** As a reader of a failure knows it. */
  readonly name: string;
  /** `<staff>:<key>`, as the box office keeps it. */
  readonly key: string;
  readonly ask: (office: SimulatedOffice) => Promise<DeedOutcome>;
  /** The orders that it was answered with. */
  readonly orderIds: Set<string>;
  /** What it was told last. */
  last: DeedOutcome | undefined;
}

/** Writes down an answer. */
export function heard(deed: Deed, outcome: DeedOutcome): DeedOutcome {
  deed.last = outcome;
  if ('order' in outcome) deed.orderIds.add(outcome.order.id);
  return outcome;
}
