import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { factsText, linkText } from '../../domain/audit-chain.ts';
import { auditEntry, type RecordedEntry } from '../../domain/audit-entry.ts';
import type { AuditFaultKind } from '../../domain/audit-fault.ts';
import type { Collections, Stored } from '../../mongo/collections.ts';
import { fromDocument } from '../../mongo/documents.ts';
import { openBoxOffice, type TestBoxOffice } from '../../testing/box-office.ts';
import { AuditKey, sha256 } from './audit-key.ts';
import { AuditSealer } from './audit-sealer.ts';

const length = 12;

let office: TestBoxOffice;
/** The database, as somebody has it who may write to it but doesn't have the key. */
let database: Collections;
let sealer: AuditSealer;
beforeAll(async () => {
  office = await openBoxOffice();
  database = office.repositories.mongo.collections;
});
beforeEach(async () => {
  const { auditEntries, auditHeads, auditAnchors } = database;
  for (const collection of [auditEntries, auditHeads, auditAnchors]) await collection.deleteMany({});
  const auditKey = new AuditKey(office.config.ticketSigningKey);
  const { auditChain } = office.repositories;
  sealer = new AuditSealer({ auditChain, auditKey, clock: () => new Date(), onAnchor: () => undefined });
  await add(length);
});
afterAll(() => office[Symbol.asyncDispose]());

/** Entries that were written and sealed. */
async function add(count: number): Promise<void> {
  const entries = Array.from({ length: count }, (_each, index) => {
    const details = { amount: { amount: 100 * index, currency: 'EUR' }, reason: 'wrong film' };
    return auditEntry(uuid(), 'order.voided', new Date(1_700_000_000_000 + index), null, { details });
  });
  await office.repositories.audit.addOnce(entries);
  await sealer.sealNext();
}

async function at(seq: number): Promise<Stored<RecordedEntry>> {
  const document = await database.auditEntries.findOne({ seq });
  if (!document) throw new RangeError(`there is no entry ${seq}`);
  return document;
}

/** Writes a document as it is, whatever is in it. */
async function put(document: Stored<RecordedEntry>): Promise<void> {
  await database.auditEntries.replaceOne({ _id: document._id }, document, { upsert: true });
}

/** What the check says: the faults with their places, and what was verified before. */
async function findings() {
  const { isIntact, verifiedUpTo, faults } = await office.services.audit.verify();
  return { isIntact, verifiedUpTo, kinds: faults.map(({ kind, seq }) => `${kind} ${seq}`), faults };
}

async function expectFaults(...kinds: readonly `${AuditFaultKind} ${number | null}`[]) {
  const found = await findings();
  expect(found).toMatchObject({ isIntact: false, kinds });
  return found;
}

/** Makes the hashes fit again from an entry on, and moves the head there: all that can be done without the key. */
async function rehashFrom(first: number): Promise<void> {
  const last = await database.auditEntries.countDocuments({ seq: { $gte: 1 } });
  let { hash } = first === 1 ? { hash: '0'.repeat(64) } : await at(first - 1);
  for (let seq = first; seq <= last; seq += 1) {
    const entry = fromDocument<RecordedEntry>(await at(seq));
    const facts = sha256(factsText(entry));
    const sealedAt = entry.sealedAt?.getTime() ?? 0;
    hash = sha256(linkText(hash ?? '', { facts, proof: entry.proof, sealedAt }));
    await database.auditEntries.updateOne({ _id: entry.id }, { $set: { hash } });
  }
  await database.auditHeads.updateOne({ _id: 'head' }, { $set: { seq: last, hash: hash ?? '' } });
}

it('an untouched history is intact', async () => {
  expect(await findings()).toEqual({ isIntact: true, verifiedUpTo: length, kinds: [], faults: [] });
});

describe('an entry that was edited is found', () => {
  it('in a detail', async () => {
    await database.auditEntries.updateOne({ seq: 5 }, { $set: { 'details.amount.amount': 1 } });
    const { verifiedUpTo, faults } = await expectFaults('EDITED 5');
    expect(verifiedUpTo).toBe(4);
    expect(faults[0]?.entryId).toBe((await at(5))._id);
  });

  it('in its time', async () => {
    await database.auditEntries.updateOne({ seq: 1 }, { $set: { at: new Date(0) } });
    await expectFaults('EDITED 1');
  });

  it('in a field that it did not have', async () => {
    await database.auditEntries.updateOne({ seq: length }, { $set: { ['details.excuse' as 'details']: {} } });
    await expectFaults(`EDITED ${length}`);
  });

  it('also when all hashes after it and the head were made anew', async () => {
    await database.auditEntries.updateOne({ seq: 5 }, { $set: { actor: 'Eve' } });
    await rehashFrom(5);
    const { kinds } = await findings();
    expect(kinds[0]).toBe('EDITED 5');
    expect(kinds).toContain(`HEAD_MISMATCH ${length}`);
  });
});

describe('an entry that was deleted is found', () => {
  it('in the middle', async () => {
    await database.auditEntries.deleteOne({ seq: 5 });
    expect(await expectFaults('MISSING 5')).toMatchObject({ verifiedUpTo: 4 });
  });

  it('at the end', async () => {
    await database.auditEntries.deleteMany({ seq: { $gt: 9 } });
    expect(await expectFaults('TRUNCATED 10')).toMatchObject({ verifiedUpTo: 9 });
  });

  it('with all others', async () => {
    await database.auditEntries.deleteMany({});
    await expectFaults('TRUNCATED 1');
  });

  it('at the end, with the head moved back', async () => {
    const { hash } = await at(9);
    await database.auditEntries.deleteMany({ seq: { $gt: 9 } });
    await database.auditHeads.updateOne({ _id: 'head' }, { $set: { seq: 9, hash: hash ?? '' } });
    const { kinds } = await findings();
    expect(kinds).toContain('TRUNCATED 10');
    expect(kinds).toContain('HEAD_MISMATCH 9');
  });

  it('at the end, with an earlier head put back as it was', async () => {
    const earlier = await database.auditHeads.findOne({ _id: 'head' });
    await add(5);
    const head = await office.services.audit.head();
    await database.auditAnchors.insertOne({ _id: 'x', ...head, source: 'Z_REPORT', reference: 'x', at: new Date() });
    await database.auditEntries.deleteMany({ seq: { $gt: length } });
    await database.auditHeads.replaceOne({ _id: 'head' }, { seq: 0, hash: '', proof: '', ...earlier });
    const { faults } = await expectFaults(`TRUNCATED ${length + 1}`);
    expect(faults[0]?.message).toContain('the Z report');
  });

  it('with the gap closed and the hashes made anew', async () => {
    await database.auditEntries.deleteOne({ seq: 5 });
    await database.auditEntries.updateMany({ seq: { $gt: 5 } }, { $inc: { seq: -1 } });
    await rehashFrom(5);
    const { kinds } = await findings();
    expect(kinds).toContain(`HEAD_MISMATCH ${length - 1}`);
    expect(kinds).toContain(`TRUNCATED ${length}`);
  });
});

describe('entries that were swapped are found', () => {
  it('with their numbers', async () => {
    const [one, other] = [await at(4), await at(8)];
    await put({ ...one, seq: 8 });
    await put({ ...other, seq: 4 });
    const { faults } = await expectFaults('REORDERED 4', 'REORDERED 8');
    expect(faults.map(({ entryId }) => entryId)).toEqual([other._id, one._id]);
  });

  it('with their whole seals', async () => {
    const [one, other] = [await at(4), await at(5)];
    await put({ ...one, seq: 5, hash: other.hash });
    await put({ ...other, seq: 4, hash: one.hash });
    await expectFaults('REORDERED 4', 'REORDERED 5');
  });
});

describe('an entry that was put in is found', () => {
  it("in another's place", async () => {
    await put({ ...(await at(5)), _id: 'forged', actor: 'Eve' });
    const { faults } = await expectFaults('INSERTED 5');
    expect(faults[0]?.entryId).toBe('forged');
  });

  it('behind the end', async () => {
    await put({ ...(await at(length)), _id: 'forged', seq: length + 1, actor: 'Eve' });
    await expectFaults(`INSERTED ${length + 1}`);
  });

  it('as well when entries are only hidden behind a head that was moved back', async () => {
    const { hash } = await at(length - 1);
    await database.auditHeads.updateOne({ _id: 'head' }, { $set: { seq: length - 1, hash: hash ?? '' } });
    const { kinds } = await findings();
    expect(kinds).toContain(`HEAD_MISMATCH ${length}`);
  });

  it('behind the end, with its hash and the head made to fit', async () => {
    await put({ ...(await at(length)), _id: 'forged', seq: length + 1, actor: 'Eve' });
    await rehashFrom(length + 1);
    await expectFaults(`EDITED ${length + 1}`, `HEAD_MISMATCH ${length + 1}`);
  });

  it('without a number, before and after the sealer has passed', async () => {
    await put({ ...(await at(5)), _id: 'forged', actor: 'Eve', seq: null, hash: null, sealedAt: null });
    for (const pass of ['before', 'after']) {
      if (pass === 'after') await sealer.sealNext();
      const { faults, verifiedUpTo } = await expectFaults('INSERTED null');
      expect(faults[0]?.entryId).toBe('forged');
      expect(verifiedUpTo).toBe(length);
    }
  });

  it.each([
    ['no number at all', { actor: 'Eve', seq: undefined }],
    ['a text for a number', { seq: '5' }],
    ['a number that is none', { seq: Number.NaN }],
    ['a place before the first', { seq: 0 }],
  ])('with %s', async (_what, changes) => {
    const { seq: _seq, ...entry } = await at(5);
    await put({ ...entry, _id: 'forged', ...changes } as unknown as Stored<RecordedEntry>);
    const { faults } = await expectFaults('INSERTED null');
    expect(faults[0]?.entryId).toBe('forged');
  });
});

describe('a check that goes on from an earlier one', () => {
  it('reads only what came later', async () => {
    const { head } = await office.services.audit.verify();
    await add(5);
    expect(await office.services.audit.verify(head)).toMatchObject({ isIntact: true, checked: 5, verifiedUpTo: 17 });
    await database.auditEntries.updateOne({ seq: 3 }, { $set: { actor: 'Eve' } });
    expect(await office.services.audit.verify(head)).toMatchObject({ isIntact: true });
    await database.auditEntries.updateOne({ seq: 14 }, { $set: { actor: 'Eve' } });
    expect(await office.services.audit.verify(head)).toMatchObject({ isIntact: false, verifiedUpTo: 13 });
  });

  it('checks everything when the earlier one does not fit any more', async () => {
    const { head } = await office.services.audit.verify();
    await add(5);
    await database.auditEntries.updateOne({ seq: 3 }, { $set: { actor: 'Eve' } });
    await database.auditEntries.deleteOne({ seq: head.seq });
    const { faults, checked } = await office.services.audit.verify(head);
    expect(checked).toBe(length + 5);
    expect(faults.map(({ kind }) => kind)).toEqual(['EDITED', 'MISSING', 'ANCHOR_MISMATCH']);
  });
});

it('a head that points far beyond the chain is told soon', async () => {
  await database.auditHeads.updateOne({ _id: 'head' }, { $set: { seq: 2_000_000_000 } });
  const { kinds } = await findings();
  expect(kinds).toContain(`TRUNCATED ${length + 1}`);
});
