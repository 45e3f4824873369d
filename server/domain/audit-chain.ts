import type { AuditEntry, RecordedEntry } from './audit-entry.ts';

/**
 * The rules of the sealed chain. Every sealed entry has a number and a hash that covers the entry and the hash before it,
 * so that nothing can be changed, taken out, put in or moved without breaking the chain from there on.
 */

/** An end of the chain: the number and the hash of an entry. */
export interface ChainHead {
  readonly seq: number;
  /** SHA-256 in hex digits. */
  readonly hash: string;
}

/** Where a chain begins: before its first entry. */
export const chainStart: ChainHead = { seq: 0, hash: '0'.repeat(64) };

/** What the chain's end was at some time, kept in another place: who cuts the chain short must find all of these, too. */
export interface ChainAnchor extends ChainHead {
  /** Who noted it: the sealer, a Z report, or a person who has it on paper. */
  readonly source: 'SEALER' | 'Z_REPORT' | 'PAPER';
  /** The shift's id; null where there is none. */
  readonly reference: string | null;
  readonly at: Date;
}

/** Hashes a text: SHA-256 in hex digits, or the same with a key. */
export type Digest = (text: string) => string;

/** What the chain keeps of an entry. */
export interface ChainLink {
  readonly seq: number;
  readonly id: string;
  /** The hash of all that the entry says. */
  readonly facts: string;
  readonly proof: string;
  /** Epoch ms. */
  readonly sealedAt: number;
  readonly hash: string;
}

/** What is hashed for an entry's place in the chain. Its number is not in it: that is told by the hash before. */
export function linkText(
  previousHash: string,
  { facts, proof, sealedAt }: Omit<ChainLink, 'seq' | 'id' | 'hash'>,
): string {
  return `${previousHash} ${facts} ${proof} ${sealedAt}`;
}

/** What is proven of a head: nobody without the key can say where the chain ends. */
export function headText({ seq, hash }: ChainHead): string {
  return `head ${seq} ${hash}`;
}

/** What is put on an entry when it is recorded and sealed. */
const sealFields: ReadonlySet<string> = new Set<keyof RecordedEntry>(['proof', 'seq', 'hash', 'sealedAt']);

/** All that an entry says, as one text; what was put on it when it was recorded and sealed is not part of it. */
export function factsText(entry: AuditEntry): string {
  return objectText(
    entry,
    Object.keys(entry).filter((name) => !sealFields.has(name)),
  );
}

/**
 * A value as one text that depends on nothing but the value: JSON without spaces, names sorted, as RFC 8785 has it;
 * instants are `{"$date":"…Z"}`. What is undefined is left out. Never throws on values that a database can hold.
 */
export function canonicalText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'object':
      return value === null ? 'null' : structureText(value);
    case 'bigint':
      return String(value);
    default:
      return JSON.stringify(value) ?? 'null';
  }
}

function structureText(value: object): string {
  if (value instanceof Date) return `{"$date":${JSON.stringify(value)}}`;
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return objectText(value, Object.keys(value));
  // No entry that we write has such a value; one that somebody put in must not look like plain data.
  return `{"$other":${JSON.stringify(value)}}`;
}

function objectText(value: object, names: string[]): string {
  const members = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const name of names.sort()) {
    const member = members[name];
    if (member !== undefined) text += `${text === '' ? '' : ','}${quoted(name)}:${canonicalText(member)}`;
  }
  return `{${text}}`;
}

const needsEscape = /[^\u0020\u0021\u0023-\u005B\u005D-\u007E]/;

const loneSurrogate = /\p{Surrogate}/gu;

/** A lone half of a character becomes U+FFFD, as it does in the database. */
function quoted(text: string): string {
  return needsEscape.test(text) ? JSON.stringify(text.replace(loneSurrogate, '\uFFFD')) : `"${text}"`;
}
