import { randomUUID } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { chainStart, factsText, linkText, type ChainHead } from '../domain/audit-chain.ts';
import { auditEntry, type AuditAction, type AuditEntry, type RecordedEntry } from '../domain/audit-entry.ts';
import type { Mongo } from '../mongo/client.ts';
import { toDocument } from '../mongo/documents.ts';
import { sha256, type AuditKey } from '../services/audit/audit-key.ts';

const batchSize = 2_000;
const inFlight = 3;

const saleActions: readonly AuditAction[] = [
  'hold.placed',
  'hold.locked',
  'order.placed',
  'order.paid',
  'ticket.issued',
];

/** An entry as sales write them; every fifth begins another sale. */
function saleEntry(number: number, at: Date): AuditEntry {
  const action = saleActions[number % saleActions.length] ?? 'order.paid';
  const sale = Math.floor(number / saleActions.length);
  const isOfHold = action.startsWith('hold.');
  const by = { name: 'Ada Lovelace', stationId: null };
  return auditEntry(uuid(), action, at, by, {
    showtimeId: `showtime-${sale % 400}`,
    seatIds: ['D7', 'D8'],
    orderId: isOfHold ? null : `order-${sale}`,
    shiftId: isOfHold ? null : `shift-${sale % 40}`,
    details: isOfHold
      ? { holdId: randomUUID(), fence: String(1_700_000_000_000_000 + number), session: `session-${sale % 40}` }
      : { serial: `LC-${sale}-${number}`, ticketType: 'ADULT', price: { amount: 1_350, currency: 'EUR' } },
  });
}

/** Writes entries that wait to be sealed. */
export async function addUnsealed({ collections }: Mongo, key: AuditKey, count: number): Promise<void> {
  const documents = Array.from({ length: count }, (_each, index) => {
    const entry = saleEntry(index, new Date());
    return toDocument<RecordedEntry>({ ...entry, proof: key.proveEntry(entry), seq: null, hash: null, sealedAt: null });
  });
  for (let from = 0; from < count; from += batchSize) {
    await collections.auditEntries.insertMany(documents.slice(from, from + batchSize), { ordered: false });
  }
}

/** Writes a whole chain at once, as the sealer would have made it from as many sales. */
export async function writeChain({ collections }: Mongo, key: AuditKey, length: number): Promise<void> {
  let head = chainStart;
  const lane = async (): Promise<void> => {
    while (head.seq < length) {
      const part = chainPart(head, Math.min(batchSize, length - head.seq), key);
      head = part.head;
      await collections.auditEntries.insertMany(part.entries.map(toDocument), { ordered: false });
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  await collections.auditHeads.insertOne({ _id: 'head', ...head, proof: key.proveHead(head) });
}

function chainPart(before: ChainHead, length: number, key: AuditKey) {
  let head = before;
  const sealedAt = new Date();
  const entries = Array.from({ length }, (): RecordedEntry => {
    const entry = saleEntry(head.seq, sealedAt);
    const facts = sha256(factsText(entry));
    const proof = key.proveEntry(entry);
    const hash = sha256(linkText(head.hash, { facts, proof, sealedAt: sealedAt.getTime() }));
    head = { seq: head.seq + 1, hash };
    return { ...entry, proof, ...head, sealedAt };
  });
  return { entries, head };
}
