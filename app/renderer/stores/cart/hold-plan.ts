/** What the server has given us: these seats are ours until `expiresAt`. Times are ms since 1970 by the server's clock. */
export interface HoldLease {
  readonly holdId: string;
  readonly seatIds: readonly string[];
  readonly expiresAt: number;
  /** Extending never goes beyond this. */
  readonly deadline: number;
  /** How long the seats were given for, ms: a whole turn of the clock. */
  readonly duration: number;
}

/** How long a lease lasts yet at `now`, ms: never more than it was given for, however old `now` is; 0 when it is over. */
export function remainingOf(lease: HoldLease, now: number): number {
  return Math.min(lease.duration, Math.max(0, lease.expiresAt - now));
}

/** What the cashier wants, and how much of it is ours. The two are brought together one request at a time. */
export interface HoldPlan {
  readonly lease: HoldLease | undefined;
  /** In the order of the clicks. */
  readonly wanted: readonly string[];
}

export const emptyPlan: HoldPlan = { lease: undefined, wanted: [] };

/** A request to the server. */
export type HoldCommand =
  | { readonly kind: 'hold'; readonly holdId: string; readonly seatIds: readonly string[] }
  | { readonly kind: 'best'; readonly holdId: string; readonly count: number; readonly wheelchair: boolean }
  | {
      readonly kind: 'change';
      readonly holdId: string;
      readonly add: readonly string[];
      readonly remove: readonly string[];
    }
  | { readonly kind: 'extend'; readonly holdId: string }
  | { readonly kind: 'release'; readonly holdId: string };

/** What became of a request. */
export type HoldOutcome =
  | { readonly kind: 'held'; readonly lease: HoldLease }
  | { readonly kind: 'released' }
  | { readonly kind: 'unavailable'; readonly seatIds: readonly string[] }
  | { readonly kind: 'noAdjacent' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'limit'; readonly limit: number }
  | { readonly kind: 'closed' }
  | { readonly kind: 'failed' };

/** What the cashier has to be told. */
export type HoldNotice =
  | { readonly kind: 'taken'; readonly taken: readonly string[]; readonly kept: readonly string[] }
  | { readonly kind: 'noAdjacent'; readonly count: number }
  | { readonly kind: 'expired'; readonly seatIds: readonly string[] }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'limit'; readonly limit: number }
  | { readonly kind: 'closed' }
  | { readonly kind: 'failed' };

/** The request that brings the lease nearer to what is wanted; undefined when both agree. */
export function nextCommand({ lease, wanted }: HoldPlan, newHoldId: () => string): HoldCommand | undefined {
  if (!lease) return wanted.length > 0 ? { kind: 'hold', holdId: newHoldId(), seatIds: wanted } : undefined;
  if (wanted.length === 0) return { kind: 'release', holdId: lease.holdId };
  const add = without(wanted, lease.seatIds);
  const remove = without(lease.seatIds, wanted);
  if (add.length === 0 && remove.length === 0) return undefined;
  return { kind: 'change', holdId: lease.holdId, add, remove };
}

export interface Settlement {
  readonly plan: HoldPlan;
  readonly notice?: HoldNotice;
  /** Has to be sent next. */
  readonly followUp?: HoldCommand;
}

/** What follows from an outcome. `plan` is the plan of now: more may have been clicked while the request was under way. */
export function settle(plan: HoldPlan, command: HoldCommand, outcome: HoldOutcome): Settlement {
  switch (outcome.kind) {
    case 'held':
      return settleHeld(plan, command, outcome.lease);
    case 'released':
      return { plan: withoutLease(plan, command.holdId) };
    case 'unavailable':
      return command.kind === 'best' ? settleNoneBest(plan, command.count) : settleTaken(plan, outcome.seatIds);
    case 'noAdjacent':
      return settleNoneBest(plan, command.kind === 'best' ? command.count : plan.wanted.length);
    case 'expired':
      return settleExpired(plan, command);
    case 'conflict':
      return settleConflict(plan, command);
    case 'limit':
      return { plan: asLeased(plan), notice: { kind: 'limit', limit: outcome.limit } };
    case 'closed':
    case 'failed':
      return { plan: asLeased(plan), notice: { kind: outcome.kind } };
  }
}

/** Best seats replace the selection: the new ones are ours before the old ones are given back. */
function settleHeld(plan: HoldPlan, command: HoldCommand, lease: HoldLease): Settlement {
  if (command.kind !== 'best') return { plan: { ...plan, lease } };
  const replaced = { lease, wanted: lease.seatIds };
  return plan.lease ? { plan: replaced, followUp: { kind: 'release', holdId: plan.lease.holdId } } : { plan: replaced };
}

function settleNoneBest(plan: HoldPlan, count: number): Settlement {
  return { plan, notice: { kind: 'noAdjacent', count } };
}

/** Others have some of the wanted seats. If the server names none of them, nothing more is tried. */
function settleTaken(plan: HoldPlan, taken: readonly string[]): Settlement {
  const rest = without(plan.wanted, taken);
  const wanted = rest.length < plan.wanted.length ? rest : asLeased(plan).wanted;
  const kept = wanted.filter((seatId) => plan.lease?.seatIds.includes(seatId));
  return { plan: { ...plan, wanted }, notice: { kind: 'taken', taken, kept } };
}

/** The hold is lost to us; but where better seats were asked for under a new id, the old ones are not. */
function settleConflict(plan: HoldPlan, command: HoldCommand): Settlement {
  if (command.kind === 'release') return { plan: withoutLease(plan, command.holdId) };
  if (command.kind === 'best') return { plan, notice: { kind: 'failed' } };
  return { plan: emptyPlan, notice: { kind: 'conflict' } };
}

function settleExpired(plan: HoldPlan, command: HoldCommand): Settlement {
  if (command.kind === 'release' || plan.wanted.length === 0) return { plan: withoutLease(plan, command.holdId) };
  return { plan: emptyPlan, notice: { kind: 'expired', seatIds: plan.wanted } };
}

/** The hold is gone; if it was an old one that better seats replaced, ours stays. */
function withoutLease(plan: HoldPlan, holdId: string): HoldPlan {
  return plan.lease?.holdId === holdId ? { ...plan, lease: undefined } : plan;
}

function asLeased(plan: HoldPlan): HoldPlan {
  return { ...plan, wanted: plan.lease?.seatIds ?? [] };
}

function without(seatIds: readonly string[], removed: readonly string[]): readonly string[] {
  return seatIds.filter((seatId) => !removed.includes(seatId));
}
