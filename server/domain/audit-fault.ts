/** What can be wrong with the audit history. The names are public. */
export type AuditFaultKind =
  /** An entry says something else than when it was sealed. */
  | 'EDITED'
  /** Entries are gone, with others before and after them. */
  | 'MISSING'
  /** An entry was put in by somebody else than the box office. */
  | 'INSERTED'
  /** An entry stands in another's place. */
  | 'REORDERED'
  /** Entries are gone from the end. */
  | 'TRUNCATED'
  /** An earlier note of the chain's end says something else than the chain. */
  | 'ANCHOR_MISMATCH'
  /** The note of the chain's end itself was changed. */
  | 'HEAD_MISMATCH';

export interface AuditFault {
  readonly kind: AuditFaultKind;
  /** Where in the chain; null for an entry that has no place in it. */
  readonly seq: number | null;
  readonly entryId: string | null;
  /** A sentence for a person. */
  readonly message: string;
}

/** `entry 7`, `entries 7 to 9`. */
export function entriesText(from: number, to: number): string {
  return from === to ? `entry ${from}` : `entries ${from} to ${to}`;
}
