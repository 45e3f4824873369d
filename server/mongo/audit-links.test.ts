import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { BSON } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { factsText } from '../domain/audit-chain.ts';
import type { RecordedEntry } from '../domain/audit-entry.ts';
import { AuditLinkReader } from './audit-links.ts';
import { toDocument } from './documents.ts';

const reader = new AuditLinkReader();

/** The document as the driver sends it. */
function bytesOf(document: object): Buffer {
  return Buffer.from(BSON.serialize(document, { ignoreUndefined: true }));
}

function recorded(facts: Partial<RecordedEntry>): RecordedEntry {
  return {
    id: 'e-1',
    action: 'order.paid',
    at: new Date(1_700_000_000_000),
    actor: 'Ada',
    actorId: null,
    approvedBy: null,
    station: null,
    showtimeId: null,
    seatIds: ['D7', 'D8'],
    orderId: null,
    shiftId: null,
    details: {},
    proof: 'proof',
    seq: 7,
    hash: 'hash',
    sealedAt: new Date(1_700_000_000_500),
    ...facts,
  };
}

function linkBy(entry: RecordedEntry) {
  const facts = createHash('sha256').update(factsText(entry)).digest('hex');
  return { seq: 7, id: entry.id, facts, proof: 'proof', sealedAt: 1_700_000_000_500, hash: 'hash' };
}

/** Names as our code gives them, and some that it wouldn't. */
const name = fc.oneof(
  { weight: 5, arbitrary: fc.stringMatching(/^[a-zA-Z]\w{0,12}$/) },
  { weight: 1, arbitrary: fc.constantFrom('_id', 'seq', 'hash', 'ä', '"', '0', '10', '9') },
);
const plainValue = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme-ascii' }),
    fc.integer(),
    fc.double(),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.constant(undefined),
    fc.date(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 4 }),
  ),
})).value;

describe("an entry's link", () => {
  it('is read from its bytes as its writer hashed it, whatever its details are', () => {
    fc.assert(
      fc.property(fc.dictionary(name, plainValue), fc.string(), (details, actor) => {
        const entry = recorded({ details, actor });
        expect(reader.read(bytesOf(toDocument(entry)))).toEqual(linkBy(entry));
      }),
    );
  });

  it('is the same in whatever order the fields are stored', () => {
    const entry = recorded({ details: { b: { d: 1, c: 2 }, a: 'x' } });
    const turned = Object.fromEntries(Object.entries(toDocument(entry)).reverse());
    expect(reader.read(bytesOf(turned))).toEqual(linkBy(entry));
  });

  it.each([
    ['another value', { actor: 'Eve' }],
    ['another type', { at: new Date(1_700_000_000_000).toISOString() }],
    ['one more field', { note: 'x' }],
    ['a number that only a database has', { details: { amount: BSON.Long.fromString('9007199254740993') } }],
    ['an id that only a database has', { details: { _id: new BSON.ObjectId() } }],
  ])('is another with %s', (_what, changes) => {
    const entry = recorded({ details: {} });
    expect(reader.read(bytesOf({ ...toDocument(entry), ...changes })).facts).not.toBe(linkBy(entry).facts);
  });

  it('tells two foreign values apart', () => {
    const facts = (id: string) => reader.read(bytesOf({ _id: 'e', details: new BSON.ObjectId(id) })).facts;
    expect(facts('0'.repeat(24))).not.toBe(facts('1'.repeat(24)));
  });

  it('has no time of its seal when that is no instant', () => {
    const entry = toDocument(recorded({}));
    expect(reader.read(bytesOf({ ...entry, sealedAt: entry.sealedAt?.getTime() })).sealedAt).toBeNaN();
  });

  it('is read from a document that has none of its fields, or all of them wrong', () => {
    const nothing = { seq: Number.NaN, id: '', proof: '', sealedAt: Number.NaN, hash: '' };
    expect(reader.read(bytesOf({}))).toMatchObject(nothing);
    expect(reader.read(bytesOf({ _id: 1, seq: '7', proof: null, sealedAt: 'x', hash: 5 }))).toMatchObject(nothing);
    const foreign = { _id: new BSON.ObjectId(), seq: '7', proof: null, sealedAt: 'x', hash: 5 };
    expect(reader.read(bytesOf(foreign))).toMatchObject(nothing);
  });
});
