import { explainBroken, type BrokenLink } from './audit-broken-links.ts';
import { linkText, type ChainAnchor, type ChainHead, type ChainLink, type Digest } from './audit-chain.ts';
import { entriesText, type AuditFault } from './audit-fault.ts';

interface Rules {
  readonly digest: Digest;
  /** Whether the box office wrote an entry as it is; absent where the key isn't known. */
  readonly isProven?: ((link: ChainLink) => boolean) | undefined;
  /** Looks at the proof of every entry, also of those that the chain covers. */
  readonly checksProofs: boolean;
}

/** Faults that are told one by one; the rest is only counted. */
const mostFaults = 50;

/** What a check has found. */
export interface CheckResult {
  /** In the order of the chain; the first ones when there are many. */
  readonly faults: readonly AuditFault[];
  readonly faultCount: number;
  /** Up to this entry nothing is wrong. */
  readonly verifiedUpTo: number;
}

/**
 * Follows the chain entry by entry and notes what is wrong with it. Keeps a fixed amount of memory, however long the chain
 * is. A wrong entry is told once: the check goes on from the hash that the entry has.
 */
export class ChainCheck {
  readonly #rules: Rules;
  readonly #anchors = new Map<number, ChainAnchor[]>();
  readonly #broken: BrokenLink[] = [];
  readonly #faults: AuditFault[] = [];
  #faultCount = 0;
  /** Of the last entry that was judged; its hash is null where it is missing. */
  #seq: number;
  #hash: string | null;
  /** The last entry that an earlier note of the chain's end agrees with. */
  #agreedUpTo: number;
  /** The entries of the next place: one, unless somebody put in others. */
  #next: ChainLink | undefined;
  #twins: ChainLink[] = [];

  /** `start` is what is known to be right: where an earlier check ended, or the chain's beginning. */
  constructor(start: ChainHead, rules: Rules) {
    this.#seq = start.seq;
    this.#hash = start.hash;
    this.#agreedUpTo = start.seq;
    this.#rules = rules;
  }

  /** A note of the chain's end that the entries to come must agree with. */
  expect(anchor: ChainAnchor): void {
    const others = this.#anchors.get(anchor.seq);
    if (others) others.push(anchor);
    else this.#anchors.set(anchor.seq, [anchor]);
  }

  /** Takes the next entry, in order of their numbers. */
  add(link: ChainLink): void {
    if (this.#next?.seq === link.seq) {
      this.#twins.push(link);
      return;
    }
    this.#judgeNext();
    this.#next = link;
  }

  /** Takes the chain's end, after all entries up to it. */
  finish(head: ChainHead): CheckResult {
    this.#judgeNext();
    this.#next = undefined;
    if (this.#seq < head.seq) this.#truncated(head);
    else if (this.#hash !== null && this.#hash !== head.hash) this.#headDiffers(head);
    for (const fault of explainBroken(this.#broken, [head.hash], this.#rules.digest)) this.#note(fault);
    const faults = this.#faults.toSorted((one, other) => (one.seq ?? 0) - (other.seq ?? 0)).slice(0, mostFaults);
    return { faults, faultCount: this.#faultCount, verifiedUpTo: this.#verifiedUpTo(faults[0], head) };
  }

  /** A note that disagrees says only that something is wrong since the last one that agreed. */
  #verifiedUpTo(first: AuditFault | undefined, head: ChainHead): number {
    if (!first) return head.seq;
    const isLocated = first.kind !== 'ANCHOR_MISMATCH' && first.kind !== 'HEAD_MISMATCH';
    return isLocated ? (first.seq ?? 1) - 1 : this.#agreedUpTo;
  }

  #judgeNext(): void {
    const link = this.#next;
    if (!link) return;
    if (!Number.isInteger(link.seq) || link.seq <= this.#seq) {
      this.#insertedAt(link, ...this.#twins);
      this.#twins = [];
      return;
    }
    if (link.seq > this.#seq + 1) this.#missing(this.#seq + 1, link.seq - 1);
    this.#judge(this.#twins.length === 0 ? link : this.#choose([link, ...this.#twins]));
  }

  /** Which of several entries in one place is the right one; the others were put in. */
  #choose(links: readonly ChainLink[]): ChainLink {
    const right = links.find((each) => this.#follows(each)) ?? links.find((each) => this.#rules.isProven?.(each));
    const [first] = links;
    const chosen = right ?? first;
    if (!chosen) throw new RangeError('there is nothing to choose from');
    this.#insertedAt(...links.filter((each) => each !== chosen));
    this.#twins = [];
    return chosen;
  }

  #judge(link: ChainLink): void {
    const { isProven, checksProofs } = this.#rules;
    if (this.#hash === null || this.#follows(link)) {
      if ((checksProofs || this.#hash === null) && isProven?.(link) === false) this.#unproven(link);
    } else if (this.#broken.length < mostFaults) {
      this.#broken.push({ link, previousHash: this.#hash, isProven: isProven?.(link) });
    } else {
      this.#faultCount += 1;
    }
    this.#compareAnchors(link);
    this.#seq = link.seq;
    this.#hash = link.hash;
  }

  #follows(link: ChainLink): boolean {
    return this.#hash !== null && this.#rules.digest(linkText(this.#hash, link)) === link.hash;
  }

  #compareAnchors({ seq, id, hash }: ChainLink): void {
    const anchors = this.#anchors.get(seq);
    if (!anchors) return;
    this.#anchors.delete(seq);
    const other = anchors.find((anchor) => anchor.hash !== hash);
    if (!other) {
      this.#agreedUpTo = seq;
      return;
    }
    const message = `Entry ${seq} has another hash than ${anchorText(other)} says: entries up to here were written anew.`;
    this.#note({ kind: 'ANCHOR_MISMATCH', seq, entryId: id, message });
  }

  #missing(from: number, to: number): void {
    this.#hash = null;
    this.#note({ kind: 'MISSING', seq: from, entryId: null, message: `Missing: ${entriesText(from, to)}.` });
  }

  #truncated({ seq }: ChainHead): void {
    const from = this.#seq + 1;
    const message = `The end of the chain is gone: ${entriesText(from, seq)}.`;
    this.#note({ kind: 'TRUNCATED', seq: from, entryId: null, message });
  }

  #headDiffers({ seq }: ChainHead): void {
    const message = `The note of the chain's end has another hash than entry ${seq}.`;
    this.#note({ kind: 'HEAD_MISMATCH', seq, entryId: null, message });
  }

  #insertedAt(...links: readonly ChainLink[]): void {
    for (const { seq, id } of links) {
      const message = `An entry was put in at place ${seq}, which belongs to another.`;
      this.#note({ kind: 'INSERTED', seq, entryId: id, message });
    }
  }

  #unproven({ seq, id }: ChainLink): void {
    const message = `Entry ${seq} was edited or put in: the box office did not write it like this.`;
    this.#note({ kind: 'EDITED', seq, entryId: id, message });
  }

  #note(fault: AuditFault): void {
    this.#faultCount += 1;
    // Twice as many as are told: those that are found in the end may come first in the chain.
    if (this.#faults.length < mostFaults * 2) this.#faults.push(fault);
  }
}

/** `the Z report of 2026-11-03T22:10:00.000Z`. */
export function anchorText({ source, at }: Pick<ChainAnchor, 'source' | 'at'>): string {
  if (source === 'PAPER') return 'the paper';
  return `the ${source === 'Z_REPORT' ? 'Z report' : "sealer's note"} of ${at.toISOString()}`;
}
