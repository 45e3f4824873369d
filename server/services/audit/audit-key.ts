import { createHmac, createSecretKey, hash, hkdfSync, timingSafeEqual, type KeyObject } from 'node:crypto';
import { factsText, headText, type ChainHead, type ChainLink } from '../../domain/audit-chain.ts';
import type { AuditEntry } from '../../domain/audit-entry.ts';

/** SHA-256 in hex digits. */
export function sha256(text: string): string {
  return hash('sha256', text);
}

/**
 * Proves that an entry, or the note of the chain's end, comes from the box office: who can write to the database but
 * doesn't have the key can't make one.
 */
export class AuditKey {
  readonly #key: KeyObject;

  /** `secret` is the installation's ticket signing key, which lives as long as its data; the key is derived from it. */
  constructor(secret: string) {
    this.#key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', 'foyer audit entries', 32)));
  }

  /** The proof of an entry that is being written. */
  readonly proveEntry = (entry: AuditEntry): string => this.#prove(sha256(factsText(entry)));

  /** Whether an entry still says what its writer proved. */
  hasProven({ facts, proof }: Pick<ChainLink, 'facts' | 'proof'>): boolean {
    return isSame(this.#prove(facts), proof);
  }

  proveHead(head: ChainHead): string {
    return this.#prove(headText(head));
  }

  hasProvenHead(head: ChainHead & { readonly proof: string }): boolean {
    return isSame(this.proveHead(head), head.proof);
  }

  #prove(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest('hex');
  }
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
