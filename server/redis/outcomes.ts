import { parseHold, type LiveHold } from './live-hold.ts';
import type { Reply } from './reply-codes.ts';

/** A hold as it now is, and the server's clock in epoch ms. */
export interface WithHold<Kind extends string> {
  readonly kind: Kind;
  readonly hold: LiveHold;
  readonly serverTime: number;
}

/** Redis has lost the map: it must be rebuilt first. */
export type MapMissing = { readonly kind: 'mapMissing' };
/** The indexes of all seats that others have. */
export type Unavailable = { readonly kind: 'unavailable'; readonly seats: readonly number[] };
/** An outcome that its name says all of. */
export type Failed<Kind extends string> = { readonly kind: Kind };

/** Reads the reply `{ OK, hold, now }`. */
export function withHold<Kind extends string>(kind: Kind, reply: Reply): WithHold<Kind> {
  return { kind, hold: parseHold(String(reply[1])), serverTime: Number(reply[2]) };
}

/** Reads the reply `{ UNAVAILABLE, seats }`. */
export function unavailable(reply: Reply): Unavailable {
  return { kind: 'unavailable', seats: String(reply[1]).split(',').map(Number) };
}
