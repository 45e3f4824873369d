import type { ClientSession, Filter, FindOptions } from 'mongodb';
import type { ChainAnchor, ChainHead, ChainLink } from '../domain/audit-chain.ts';
import type { RecordedEntry } from '../domain/audit-entry.ts';
import type { ChainHeadDocument } from './audit-documents.ts';
import { AuditLinkReader } from './audit-links.ts';
import { inTransaction, isDuplicateKey, type Mongo } from './client.ts';
import type { Stored } from './collections.ts';
import { fromDocument } from './documents.ts';

/** Entries get this number when they are not the box office's own: they are never sealed, and stay to be seen. */
const refusedSeq = -1;

/** What the sealer writes in one step. */
export interface SealedBatch {
  /** The head that was read before: when it has changed, nothing is written. */
  readonly previous: ChainHead;
  readonly head: Omit<ChainHeadDocument, '_id'>;
  readonly links: readonly Pick<ChainLink, 'id' | 'seq' | 'hash'>[];
  readonly sealedAt: Date;
  readonly anchor: ChainAnchor | undefined;
}

/** Another sealer was first. */
class HeadMoved extends Error {}

/** The sealed chain: its head, its links, and the notes of where it ended. */
export class AuditChainRepository {
  readonly #mongo: Mongo;
  readonly #reader = new AuditLinkReader();

  constructor(mongo: Mongo) {
    this.#mongo = mongo;
  }

  /** Where the chain ends; undefined before anything was sealed. */
  async head(): Promise<ChainHeadDocument | undefined> {
    return (await this.#mongo.collections.auditHeads.findOne({ _id: 'head' })) ?? undefined;
  }

  /** Some of the entries that have no place yet. */
  async unsealed(limit: number): Promise<readonly RecordedEntry[]> {
    const documents = await this.#mongo.collections.auditEntries.find({ seq: null }).limit(limit).toArray();
    return documents.map((document) => fromDocument<RecordedEntry>(document));
  }

  async unsealedCount(): Promise<number> {
    return this.#mongo.collections.auditEntries.countDocuments({ seq: null });
  }

  /** Writes a batch whole, or nothing when the head isn't where it was; returns whether it was written. */
  async seal(batch: SealedBatch): Promise<boolean> {
    try {
      await inTransaction(this.#mongo, (session) => this.#write(batch, session));
      return true;
    } catch (error) {
      if (error instanceof HeadMoved) return false;
      throw error;
    }
  }

  async #write({ previous, head, links, sealedAt, anchor }: SealedBatch, session: ClientSession): Promise<void> {
    const { auditEntries, auditAnchors } = this.#mongo.collections;
    // First, so that of two sealers one stops here: what it sealed the other has sealed, too.
    await this.#moveHead(previous, head, session);
    const updates = links.map(({ id, seq, hash }) => ({
      updateOne: { filter: { _id: id }, update: { $set: { seq, hash, sealedAt } } },
    }));
    const { matchedCount } = await auditEntries.bulkWrite(updates, { session, ordered: false });
    if (matchedCount !== links.length) throw new HeadMoved('an entry is gone since it was read');
    if (anchor) await auditAnchors.insertOne({ _id: `${anchor.source}:${anchor.seq}`, ...anchor }, { session });
  }

  async #moveHead(previous: ChainHead, head: Omit<ChainHeadDocument, '_id'>, session: ClientSession): Promise<void> {
    const { auditHeads } = this.#mongo.collections;
    if (previous.seq === 0) {
      await auditHeads.insertOne({ _id: 'head', ...head }, { session }).catch((error: unknown) => {
        throw isDuplicateKey(error) ? new HeadMoved() : error;
      });
      return;
    }
    const { seq, hash } = previous;
    const { modifiedCount } = await auditHeads.updateOne({ _id: 'head', seq, hash }, { $set: head }, { session });
    if (modifiedCount !== 1) throw new HeadMoved();
  }

  /** Marks entries that are not the box office's own, so that the sealer need not look at them again. */
  async refuse(ids: readonly string[]): Promise<void> {
    const filter = { _id: { $in: [...ids] }, seq: null };
    await this.#mongo.collections.auditEntries.updateMany(filter, { $set: { seq: refusedSeq } });
  }

  /** The links after one number up to another, in their order: a part of the chain that fits into memory. */
  async links(after: number, upTo: number): Promise<readonly ChainLink[]> {
    // One more than there should be: then the first reply says that it is the last.
    return this.#read({ seq: { $gt: after, $lte: upTo } }, { sort: { seq: 1 }, batchSize: upTo - after + 1 });
  }

  /** The lowest number above `seq` that an entry has. May read all above it. */
  async firstSeqAfter(seq: number): Promise<number | undefined> {
    const [link] = await this.#read({ seq: { $gt: seq } }, { sort: { seq: 1 }, limit: 1 });
    return link?.seq;
  }

  /** Entries with the highest numbers above `seq`. */
  async linksBeyond(seq: number, limit: number): Promise<readonly ChainLink[]> {
    return this.#read({ seq: { $gt: seq } }, { sort: { seq: -1 }, limit });
  }

  /** Entries with a number that no place in the chain has. Reads the whole collection. */
  async strays(limit: number): Promise<readonly ChainLink[]> {
    return this.#read({ $nor: [{ seq: null }, { seq: { $gte: 1 } }] }, { limit });
  }

  async #read(filter: Filter<Stored<RecordedEntry>>, options: FindOptions): Promise<readonly ChainLink[]> {
    const cursor = this.#mongo.collections.auditEntries.find(filter, { ...options, raw: true });
    const documents = (await cursor.toArray()) as unknown as readonly Uint8Array[];
    return documents.map((bytes) => this.#reader.read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)));
  }

  /** Notes of where the chain ended, after one number up to another, in their order. */
  anchors(after: number, upTo: number): AsyncGenerator<ChainAnchor> {
    const anchors = this.#mongo.collections.auditAnchors.find({ seq: { $gt: after, $lte: upTo } });
    return anchors.sort({ seq: 1 })[Symbol.asyncIterator]();
  }

  /** The note that says that the chain was longest, if it says more than `seq`. */
  async anchorBeyond(seq: number): Promise<ChainAnchor | undefined> {
    const anchors = this.#mongo.collections.auditAnchors.find({ seq: { $gt: seq } });
    return (await anchors.sort({ seq: -1 }).limit(1).next()) ?? undefined;
  }
}
