import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chainStart, linkText, type ChainHead, type ChainLink } from './audit-chain.ts';
import { ChainCheck } from './audit-check.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What the writer would prove: here anybody can. */
const proofOf = (facts: string): string => digest(`key ${facts}`);

type Link = { -readonly [Field in keyof ChainLink]: ChainLink[Field] };

/** A sound chain of that many entries, numbered from 1. */
function soundChain(length: number): Link[] {
  let before = chainStart;
  return Array.from({ length }, (_each, index) => {
    const facts = digest(`facts ${index + 1}`);
    const link = { id: `entry-${index + 1}`, facts, proof: proofOf(facts), sealedAt: 1_000 + index };
    before = { seq: index + 1, hash: digest(linkText(before.hash, link)) };
    return { ...link, ...before };
  });
}

interface Options {
  readonly head?: ChainHead;
  readonly anchors?: readonly ChainHead[];
  readonly from?: ChainHead;
  readonly knowsKey?: boolean;
  readonly checksProofs?: boolean;
}

/** Checks links in the order in which the database would give them. */
function check(links: readonly ChainLink[], options: Options = {}) {
  const { head, anchors = [], from = chainStart, knowsKey = true, checksProofs = false } = options;
  const isProven = knowsKey ? (link: ChainLink) => link.proof === proofOf(link.facts) : undefined;
  const chainCheck = new ChainCheck(from, { digest, isProven, checksProofs });
  for (const anchor of anchors) chainCheck.expect({ ...anchor, source: 'SEALER', reference: null, at: new Date(0) });
  const ordered = links.filter(({ seq }) => seq > from.seq).toSorted((one, other) => one.seq - other.seq);
  for (const link of ordered) chainCheck.add(link);
  const last = ordered.at(-1) ?? from;
  const result = chainCheck.finish(head ?? { seq: last.seq, hash: last.hash });
  return { ...result, kinds: result.faults.map(({ kind, seq }) => `${kind} ${seq}`) };
}

function at(links: readonly Link[], seq: number): Link {
  const link = links.find((each) => each.seq === seq);
  if (!link) throw new RangeError(`there is no entry ${seq}`);
  return link;
}

/** Makes an entry say something else, as somebody would who can't prove it. */
function edit(link: Link): void {
  link.facts = digest('something else');
}

/** Makes the hashes fit again from an entry on, as somebody would who knows how they are made. */
function rehash(links: readonly Link[], from: number): void {
  for (let seq = from; seq <= links.length; seq += 1) {
    const before = seq === 1 ? chainStart.hash : at(links, seq - 1).hash;
    at(links, seq).hash = digest(linkText(before, at(links, seq)));
  }
}

describe('a sound chain', () => {
  it('is sound, with its anchors', () => {
    const links = soundChain(10);
    expect(check(links, { anchors: [at(links, 3), at(links, 10)] })).toMatchObject({ faultCount: 0, verifiedUpTo: 10 });
  });

  it('is sound when it is empty, and when it is checked from a place on', () => {
    expect(check([])).toMatchObject({ faultCount: 0, verifiedUpTo: 0 });
    const links = soundChain(10);
    expect(check(links, { from: at(links, 6) })).toMatchObject({ faultCount: 0, verifiedUpTo: 10 });
  });
});

describe('tampering', () => {
  it('by editing an entry is found at that entry alone', () => {
    const links = soundChain(10);
    edit(at(links, 4));
    expect(check(links)).toMatchObject({ kinds: ['EDITED 4'], verifiedUpTo: 3 });
    expect(check(links, { knowsKey: false })).toMatchObject({ kinds: ['EDITED 4'] });
  });

  it.each(['hash', 'proof'] as const)('by changing the %s of an entry is found there', (field) => {
    const links = soundChain(10);
    at(links, 4)[field] = digest('another');
    expect(check(links).kinds).toEqual(['EDITED 4']);
  });

  it('by changing the last hash is found there', () => {
    const links = soundChain(10);
    const head = { ...at(links, 10) };
    at(links, 10).hash = digest('another');
    expect(check(links, { head }).kinds).toContain('EDITED 10');
  });

  it('by changing when an entry was sealed is found there', () => {
    const links = soundChain(10);
    at(links, 4).sealedAt += 1;
    expect(check(links).kinds).toEqual(['EDITED 4']);
  });

  it('by deleting entries is found where they were', () => {
    const links = soundChain(10);
    const left = links.filter(({ seq }) => seq !== 4 && seq !== 5);
    expect(check(left)).toMatchObject({ kinds: ['MISSING 4'], verifiedUpTo: 3 });
    expect(check(left).faults[0]?.message).toBe('Missing: entries 4 to 5.');
  });

  it('by deleting an entry and editing the next is found at both', () => {
    const links = soundChain(10);
    edit(at(links, 5));
    expect(check(links.filter(({ seq }) => seq !== 4)).kinds).toEqual(['MISSING 4', 'EDITED 5']);
  });

  it('by deleting an entry and closing the gap is found where it was', () => {
    const links = soundChain(10);
    const head = { ...at(links, 10) };
    const left = links.filter(({ seq }) => seq !== 4);
    for (const link of left) if (link.seq > 4) link.seq -= 1;
    expect(check(left, { head }).kinds).toEqual(['EDITED 4', 'TRUNCATED 10']);
  });

  it('by deleting the end is found', () => {
    const links = soundChain(10);
    const head = { ...at(links, 10) };
    expect(check(links.slice(0, 7), { head })).toMatchObject({ kinds: ['TRUNCATED 8'], verifiedUpTo: 7 });
  });

  it('by swapping two entries is found at both, and blames nobody between', () => {
    const links = soundChain(10);
    const [one, other] = [at(links, 3), at(links, 7)];
    [one.seq, other.seq] = [7, 3];
    expect(check(links)).toMatchObject({ kinds: ['REORDERED 3', 'REORDERED 7'], verifiedUpTo: 2 });
    expect(check(links).faults.map(({ entryId }) => entryId)).toEqual(['entry-7', 'entry-3']);
  });

  it('by swapping neighbours is found at both', () => {
    const links = soundChain(10);
    const [one, other] = [at(links, 3), at(links, 4)];
    [one.seq, other.seq] = [4, 3];
    expect(check(links).kinds).toEqual(['REORDERED 3', 'REORDERED 4']);
  });

  it('by swapping entries with all but their seals is found at both', () => {
    const links = soundChain(10);
    const [one, other] = [at(links, 3), at(links, 7)];
    [one.seq, other.seq, one.hash, other.hash] = [7, 3, other.hash, one.hash];
    expect(check(links).kinds).toEqual(['REORDERED 3', 'REORDERED 7']);
  });

  it("by putting an entry into another's place is found, and the right one stays right", () => {
    const links = soundChain(10);
    const forged = { ...at(links, 4), id: 'forged', facts: digest('forged') };
    for (const order of [
      [forged, ...links],
      [...links, forged],
    ]) {
      const { kinds, faults } = check(order);
      expect(kinds).toEqual(['INSERTED 4']);
      expect(faults[0]?.entryId).toBe('forged');
    }
  });

  it('by putting an entry between two others is found', () => {
    const links = soundChain(10);
    expect(check([...links, { ...at(links, 4), id: 'forged', seq: 4.5 }]).kinds).toEqual(['INSERTED 4.5']);
  });

  it('by moving the rest up for a forged entry is found at its place', () => {
    const links = soundChain(10);
    const forged = { ...at(links, 4), id: 'forged', facts: digest('forged'), hash: digest('any') };
    for (const link of links) if (link.seq >= 4) link.seq += 1;
    const { kinds, faults } = check([...links, forged], { head: { ...at(links, 10) } });
    expect(kinds[0]).toBe('INSERTED 4');
    expect(faults[0]?.entryId).toBe('forged');
  });

  it('by making the whole chain anew is found by an anchor, and located by the proofs', () => {
    const links = soundChain(10);
    const anchors = [{ ...at(links, 2) }, { ...at(links, 8) }];
    edit(at(links, 4));
    rehash(links, 4);
    expect(check(links).kinds).toEqual([]);
    expect(check(links, { anchors })).toMatchObject({ kinds: ['ANCHOR_MISMATCH 8'], verifiedUpTo: 2 });
    expect(check(links, { anchors, checksProofs: true })).toMatchObject({
      kinds: ['EDITED 4', 'ANCHOR_MISMATCH 8'],
      verifiedUpTo: 3,
    });
  });

  it('of the head is found', () => {
    const links = soundChain(10);
    const anchors = [{ ...at(links, 8) }];
    expect(check(links, { anchors, head: { seq: 10, hash: digest('another') } })).toMatchObject({
      kinds: ['HEAD_MISMATCH 10'],
      verifiedUpTo: 8,
    });
  });
});

describe('many faults', () => {
  it('are counted, and the first ones told', () => {
    const links = soundChain(400);
    links.forEach(edit);
    const { faults, faultCount, kinds } = check(links);
    expect([faults.length, faultCount, kinds[0]]).toEqual([50, 400, 'EDITED 1']);
  });
});

describe('whatever single thing is done to a chain', () => {
  const length = 12;
  const seq = fc.integer({ min: 1, max: length });
  const tampering = fc.oneof(
    fc.record({ kind: fc.constant('edit' as const), seq }),
    fc.record({ kind: fc.constant('delete' as const), seq }),
    fc.record({ kind: fc.constant('swap' as const), seq, other: seq }).filter((each) => each.seq !== each.other),
    fc.record({ kind: fc.constant('insert' as const), seq }),
    fc.record({ kind: fc.constant('reseal' as const), seq }),
  );

  it('the check finds the first wrong place, with and without the key', () => {
    fc.assert(
      fc.property(tampering, fc.boolean(), (done, knowsKey) => {
        let links = soundChain(length);
        const head = { ...at(links, length) };
        const [target, other] = [at(links, done.seq), at(links, done.kind === 'swap' ? done.other : done.seq)];
        if (done.kind === 'edit') edit(target);
        if (done.kind === 'reseal') target.sealedAt += 1;
        if (done.kind === 'delete') links = links.filter((each) => each !== target);
        if (done.kind === 'insert') links = [{ ...target, id: 'forged', facts: digest('forged') }, ...links];
        const first = Math.min(target.seq, other.seq);
        [target.seq, other.seq] = [other.seq, target.seq];
        const { faults, verifiedUpTo } = check(links, { head, knowsKey });
        expect(faults[0]?.seq).toBe(first);
        expect(verifiedUpTo).toBe(first - 1);
      }),
    );
  });
});
