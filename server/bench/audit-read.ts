import { MongoClient } from 'mongodb';

/**
 * The floor for checking the audit history: a program that reads the same documents, in the same portions, and does
 * nothing with them. Tells how long that took, in ms.
 */
const { MONGODB_URL } = process.env;
if (!MONGODB_URL) throw new Error('set MONGODB_URL');
const step = 1_000;
const client = await new MongoClient(MONGODB_URL).connect();
const entries = client.db().collection('auditEntries');
const [last] = await entries.find().sort({ seq: -1 }).limit(1).toArray();
const length = Number(last?.['seq'] ?? 0);
const startedAt = performance.now();
let count = 0;
for (let after = 0; after < length; after += step) {
  const part = entries.find({ seq: { $gt: after, $lte: after + step } }, { raw: true, batchSize: step + 1 });
  count += (await part.sort({ seq: 1 }).toArray()).length;
}
if (count !== length) throw new Error(`read ${count} of ${length} entries`);
process.send?.({ kind: 'read', ms: performance.now() - startedAt });
await client.close();
process.disconnect?.();
