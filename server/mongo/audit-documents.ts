import type { ChainAnchor, ChainHead } from '../domain/audit-chain.ts';

/** Where the sealed chain ends. There is one. */
export interface ChainHeadDocument extends ChainHead {
  readonly _id: 'head';
  /** Made from number and hash with a key that the database doesn't have. */
  readonly proof: string;
}

export interface ChainAnchorDocument extends ChainAnchor {
  /** `<source>:<reference>`, the sealer's `<source>:<seq>`. */
  readonly _id: string;
}
