import type { ClientSession, Document, Filter } from 'mongodb';
import type { ChainAnchor } from '../domain/audit-chain.ts';
import type { AuditEntry, RecordedEntry } from '../domain/audit-entry.ts';
import type { Page, PageRequest } from '../domain/page.ts';
import { auditFilter, type AuditCriteria } from './audit-criteria.ts';
import { insertMissing, type Mongo } from './client.ts';
import type { Stored } from './collections.ts';
import { fromDocument, toDocument } from './documents.ts';
import { readPage, type PageOrder } from './page.ts';

/** Audit entries: only ever added. */
export class AuditRepository {
  readonly #mongo: Mongo;
  readonly #prove: (entry: AuditEntry) => string;

  /** `prove` makes the proof that an entry was written by the box office. */
  constructor(mongo: Mongo, prove: (entry: AuditEntry) => string) {
    this.#mongo = mongo;
    this.#prove = prove;
  }

  /** Adds entries in the transaction of what they describe. */
  async add(entries: readonly AuditEntry[], session: ClientSession): Promise<void> {
    const documents = entries.map((entry) => this.#record(entry));
    await this.#mongo.collections.auditEntries.insertMany(documents, { session });
  }

  /** Adds entries whose ids come from their events; ones that are there already are left alone. */
  async addOnce(entries: readonly AuditEntry[]): Promise<void> {
    const documents = entries.map((entry) => this.#record(entry));
    await insertMissing(this.#mongo.collections.auditEntries, documents);
  }

  /** Notes the chain's end in the transaction of what carries it, such as a Z report. */
  async addAnchor(anchor: ChainAnchor, session: ClientSession): Promise<void> {
    const { source, reference, seq } = anchor;
    const _id = `${source}:${reference ?? seq}`;
    await this.#mongo.collections.auditAnchors.insertOne({ _id, ...anchor }, { session });
  }

  /** Newest first unless said otherwise. */
  async page(criteria: AuditCriteria, request: PageRequest, order?: PageOrder): Promise<Page<RecordedEntry>> {
    const { auditEntries } = this.#mongo.collections;
    return readPage<RecordedEntry>(auditEntries, auditFilter(criteria), 'at', request, order);
  }

  /** All entries about the seats of a showtime up to an instant, in no order. */
  async ofShowtime(showtimeId: string, until: Date): Promise<readonly RecordedEntry[]> {
    return this.#find({ showtimeId, at: { $lte: until } });
  }

  /** All entries about one seat of a showtime, or about its whole map, in no order. */
  async ofSeat(showtimeId: string, seatId: string): Promise<readonly RecordedEntry[]> {
    return this.#find({ showtimeId, $or: [{ seatIds: seatId }, { action: 'map.rebuilt' }] });
  }

  /** All entries about an order and the holds that became it, in no order. */
  async ofOrder(orderId: string): Promise<readonly RecordedEntry[]> {
    const entries = await this.#find({ orderId });
    const holdIds = new Set(entries.map(({ details }) => details['holdId']).filter((id) => typeof id === 'string'));
    const ofHolds =
      holdIds.size > 0 ? await this.#find({ 'details.holdId': { $in: [...holdIds] }, orderId: null }) : [];
    return [...ofHolds, ...entries];
  }

  async #find(filter: Filter<Document>): Promise<readonly RecordedEntry[]> {
    const documents = await this.#mongo.collections.auditEntries
      .find(filter as Filter<Stored<RecordedEntry>>)
      .toArray();
    return documents.map((document) => fromDocument<RecordedEntry>(document));
  }

  #record(entry: AuditEntry): Stored<RecordedEntry> {
    return toDocument<RecordedEntry>({ ...entry, proof: this.#prove(entry), seq: null, hash: null, sealedAt: null });
  }
}
