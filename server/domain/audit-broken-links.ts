import { linkText, type ChainLink, type Digest } from './audit-chain.ts';
import type { AuditFault } from './audit-fault.ts';

/** An entry whose hash doesn't follow from it and the hash before it. */
export interface BrokenLink {
  readonly link: ChainLink;
  /** What the entry before it has for its hash. */
  readonly previousHash: string;
  /** Whether the box office wrote it as it is; undefined where the key isn't known. */
  readonly isProven: boolean | undefined;
}

/**
 * Says what became of entries that break the chain: one that fits in elsewhere was moved, one whose place belongs to
 * another was put in, one that only stands beside such a one is sound, and the rest was edited. `otherHashes` are known
 * from elsewhere. Costs a few hashes for each pair: give it few.
 */
export function explainBroken(
  broken: readonly BrokenLink[],
  otherHashes: readonly string[],
  digest: Digest,
): readonly AuditFault[] {
  const places = findPlaces(broken, new Set([...otherHashes, ...broken.map(({ link }) => link.hash)]), digest);
  const taken = new Set([...places.values()].map(({ seq }) => seq));
  return broken.flatMap((each) => {
    const place = places.get(each);
    if (place) return place.seq === each.link.seq ? sealFault(each, place.hash) : [reordered(each, place.seq)];
    return [taken.has(each.link.seq) ? inserted(each) : edited(each)];
  });
}

/** Where an entry belongs, and the hash that it has there. */
interface Place {
  readonly seq: number;
  readonly hash: string;
}

/** Follows the true chain through the broken part, from every hash whose place is certain. */
function findPlaces(
  broken: readonly BrokenLink[],
  hashes: ReadonlySet<string>,
  digest: Digest,
): ReadonlyMap<BrokenLink, Place> {
  const places = new Map<BrokenLink, Place>();
  const seqByHash = certainHashes(broken, digest);
  const placeOf = ({ link }: BrokenLink): Place | undefined => {
    for (const [previousHash, seq] of seqByHash) {
      const hash = digest(linkText(previousHash, link));
      if (hash === link.hash || hashes.has(hash)) return { seq: seq + 1, hash };
    }
    return undefined;
  };
  let isGrowing = true;
  while (isGrowing) {
    isGrowing = false;
    for (const each of broken) {
      const place = places.has(each) ? undefined : placeOf(each);
      if (!place) continue;
      places.set(each, place);
      seqByHash.set(place.hash, place.seq);
      isGrowing = true;
    }
  }
  return places;
}

/** The hashes before the broken part, and those that its entries would have if only their seals were changed. */
function certainHashes(broken: readonly BrokenLink[], digest: Digest): Map<string, number> {
  const brokenSeqs = new Set(broken.map(({ link }) => link.seq));
  return new Map(
    broken
      .filter(({ link }) => !brokenSeqs.has(link.seq - 1))
      .flatMap(({ link, previousHash }) => [
        [previousHash, link.seq - 1],
        [digest(linkText(previousHash, link)), link.seq],
      ]),
  );
}

function sealFault({ link }: BrokenLink, hash: string): readonly AuditFault[] {
  if (hash === link.hash) return [];
  const message = `The seal of entry ${link.seq} was changed. What the entry says is as it was sealed.`;
  return [{ kind: 'EDITED', seq: link.seq, entryId: link.id, message }];
}

function reordered({ link }: BrokenLink, belongsAt: number): AuditFault {
  const message = `Entry ${link.seq} was moved: it belongs at place ${belongsAt}.`;
  return { kind: 'REORDERED', seq: link.seq, entryId: link.id, message };
}

function inserted({ link }: BrokenLink): AuditFault {
  const message = `Entry ${link.seq} was put in: its place belongs to another entry.`;
  return { kind: 'INSERTED', seq: link.seq, entryId: link.id, message };
}

function edited({ link, isProven }: BrokenLink): AuditFault {
  const message = isProven
    ? `Entry ${link.seq} doesn't follow from the one before it: its seal was changed, or an entry before it is gone.`
    : `Entry ${link.seq} was edited: it says something else than when it was sealed.`;
  return { kind: 'EDITED', seq: link.seq, entryId: link.id, message };
}
