import { hash } from 'node:crypto';
import { BSON } from 'mongodb';
import { factsText, type ChainLink } from '../domain/audit-chain.ts';
import type { RecordedEntry } from '../domain/audit-entry.ts';
import {
  BsonText,
  elementsOf,
  instantOf,
  isNamed,
  NotPlainError,
  numberOf,
  stringOf,
  type Element,
} from './bson-text.ts';
import type { Stored } from './collections.ts';
import { fromDocument } from './documents.ts';

/** Reads what the chain keeps of entries from the bytes of their documents, one after another. */
export class AuditLinkReader {
  readonly #text = new BsonText();

  /** Whatever the document holds: what can't be right comes out as an entry that doesn't fit into the chain. */
  read(document: Buffer): ChainLink {
    try {
      return this.#readBytes(document);
    } catch (error) {
      if (error instanceof NotPlainError) return decode(document);
      throw error;
    }
  }

  #readBytes(document: Buffer): ChainLink {
    const found: Partial<Record<SealName, Element>> = {};
    const facts: Element[] = [];
    for (const element of elementsOf(document, 0)) {
      const sealName = sealNameOf(document, element);
      if (sealName) found[sealName] = element;
      // In the domain an entry's `_id` is its `id`: the name without its first character.
      else if (isNamed(document, element, '_id')) facts.push((found.id = { ...element, name: element.name + 1 }));
      else facts.push(element);
    }
    const text = (element: Element | undefined) => (element && stringOf(document, element)) ?? '';
    return {
      seq: (found.seq && numberOf(document, found.seq)) ?? Number.NaN,
      id: text(found.id),
      facts: hash('sha256', this.#text.write(document, facts)),
      proof: text(found.proof),
      sealedAt: (found.sealedAt && instantOf(document, found.sealedAt)) ?? Number.NaN,
      hash: text(found.hash),
    };
  }
}

type SealName = 'id' | 'proof' | 'seq' | 'hash' | 'sealedAt';

function sealNameOf(document: Buffer, element: Element): SealName | undefined {
  switch (document[element.name]) {
    case 0x70:
      return isNamed(document, element, 'proof') ? 'proof' : undefined;
    case 0x68:
      return isNamed(document, element, 'hash') ? 'hash' : undefined;
    case 0x73:
      if (isNamed(document, element, 'seq')) return 'seq';
      return isNamed(document, element, 'sealedAt') ? 'sealedAt' : undefined;
    default:
      return undefined;
  }
}

/** The plain way, for documents that were tampered with: an honest entry is plain data. */
function decode(document: Buffer): ChainLink {
  const entry = fromDocument<RecordedEntry>(BSON.deserialize(document) as Stored<RecordedEntry>);
  const { seq, id, proof, sealedAt, hash: own } = entry as Readonly<Record<keyof RecordedEntry, unknown>>;
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return {
    seq: typeof seq === 'number' ? seq : Number.NaN,
    id: text(id),
    facts: hash('sha256', factsText(entry)),
    proof: text(proof),
    sealedAt: sealedAt instanceof Date ? sealedAt.getTime() : Number.NaN,
    hash: text(own),
  };
}
