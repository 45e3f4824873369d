import { describe, expect, it } from 'vitest';
import { canonicalText, factsText } from './audit-chain.ts';
import { auditEntry } from './audit-entry.ts';

describe('canonical text', () => {
  it('sorts names at every depth and leaves out what is undefined', () => {
    expect(canonicalText({ b: 1, a: { d: [true, null], c: undefined } })).toBe('{"a":{"d":[true,null]},"b":1}');
  });

  it('writes instants so that none looks like a text', () => {
    expect(canonicalText(new Date(0))).toBe('{"$date":"1970-01-01T00:00:00.000Z"}');
    expect(canonicalText('1970-01-01T00:00:00.000Z')).toBe('"1970-01-01T00:00:00.000Z"');
  });

  it('escapes what JSON escapes, and writes half a character as the database keeps it', () => {
    expect(canonicalText('"\\\n ü \u{1F39F}')).toBe('"\\"\\\\\\n ü \u{1F39F}"');
    expect(canonicalText('\uD83C')).toBe('"\uFFFD"');
  });

  it('never takes a foreign value for plain data, and never fails on one', () => {
    class Id {
      toJSON() {
        return { a: 1 };
      }
    }
    expect(canonicalText(new Id())).not.toBe(canonicalText({ a: 1 }));
    expect(canonicalText(new Date(Number.NaN))).toBe('{"$date":null}');
    expect(canonicalText(Number.NaN)).toBe('null');
    expect(canonicalText(10n)).toBe('10');
  });
});

describe('the facts of an entry', () => {
  const entry = auditEntry('e-1', 'order.paid', new Date(0), { name: 'Ada', stationId: null });

  it('are all that it says', () => {
    expect(factsText(entry)).toBe(
      '{"action":"order.paid","actor":"Ada","actorId":null,"approvedBy":null,"at":{"$date":"1970-01-01T00:00:00.000Z"},' +
        '"details":{},"id":"e-1","orderId":null,"seatIds":[],"shiftId":null,"showtimeId":null,"station":null}',
    );
  });

  it('have nothing of its seal, but all that somebody added', () => {
    const sealed = { ...entry, proof: 'p', seq: 7, hash: 'h', sealedAt: new Date(1) };
    expect(factsText(sealed)).toBe(factsText(entry));
    const annotated = { ...entry, note: 'x' };
    expect(factsText(annotated)).not.toBe(factsText(entry));
  });
});
