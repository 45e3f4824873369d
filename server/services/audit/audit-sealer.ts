import { chainStart, factsText, linkText, type ChainAnchor, type ChainHead } from '../../domain/audit-chain.ts';
import type { RecordedEntry } from '../../domain/audit-entry.ts';
import type { AuditChainRepository } from '../../mongo/audit-chain-repository.ts';
import type { Clock } from '../clock.ts';
import { sha256, type AuditKey } from './audit-key.ts';

interface Dependencies {
  readonly auditChain: AuditChainRepository;
  readonly auditKey: AuditKey;
  readonly clock: Clock;
  /** Hears of every note of the chain's end: a witness outside of the database. */
  readonly onAnchor: (anchor: ChainAnchor) => void;
}

/** Entries in one transaction. More cost less each, but keep the transaction open for longer. */
const batchSize = 1_000;

/** The sealer notes the chain's end after this many entries, or this long. */
const anchorEntries = 10_000;
const anchorMs = 60_000;

/** The head is not one that the box office wrote: sealing on would make the forgery look right. */
class ForgedHeadError extends Error {
  constructor() {
    super("Somebody changed the note of the audit chain's end. Nothing is sealed until it is right again.");
    this.name = 'ForgedHeadError';
  }
}

/** An entry that the box office wrote, ready for its place. */
interface OwnEntry {
  readonly id: string;
  readonly at: Date;
  readonly facts: string;
  readonly proof: string;
}

/** Gives entries their places in the chain. Several may run: the chain never forks, because only one moves its head. */
export class AuditSealer {
  readonly #dependencies: Dependencies;
  #anchored = { seq: 0, at: 0 };

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Seals the next batch; returns how many entries it looked at. Entries that commit late are sealed later; ones that the
   * box office didn't write are marked and left out. Throws `ForgedHeadError`.
   */
  async sealNext(): Promise<number> {
    const { auditChain } = this.#dependencies;
    // Read before the entries: if another seals them meanwhile, the head has moved.
    const head = await this.#head();
    const entries = await auditChain.unsealed(batchSize);
    const { own, foreign } = this.#separate(entries);
    if (foreign.length > 0) await auditChain.refuse(foreign);
    if (own.length > 0) await this.#seal(head, own.toSorted(byTime));
    return entries.length;
  }

  async #head(): Promise<ChainHead> {
    const { auditChain, auditKey } = this.#dependencies;
    const head = await auditChain.head();
    if (head && !auditKey.hasProvenHead(head)) throw new ForgedHeadError();
    return head ?? chainStart;
  }

  #separate(entries: readonly RecordedEntry[]) {
    const own: OwnEntry[] = [];
    const foreign: string[] = [];
    for (const entry of entries) {
      const { id, at, proof } = entry;
      const facts = sha256(factsText(entry));
      if (this.#dependencies.auditKey.hasProven({ facts, proof })) own.push({ id, at, facts, proof });
      else foreign.push(id);
    }
    return { own, foreign };
  }

  async #seal(previous: ChainHead, entries: readonly OwnEntry[]): Promise<void> {
    const { auditChain, auditKey, clock, onAnchor } = this.#dependencies;
    const sealedAt = clock();
    const { links, head } = chain(previous, entries, sealedAt);
    const anchor = this.#isAnchorDue(head, sealedAt) ? anchorOf(head, sealedAt) : undefined;
    const proof = auditKey.proveHead(head);
    const isSealed = await auditChain.seal({ previous, head: { ...head, proof }, links, sealedAt, anchor });
    if (!isSealed || !anchor) return;
    this.#anchored = { seq: head.seq, at: sealedAt.getTime() };
    onAnchor(anchor);
  }

  #isAnchorDue({ seq }: ChainHead, now: Date): boolean {
    return seq - this.#anchored.seq >= anchorEntries || now.getTime() - this.#anchored.at >= anchorMs;
  }
}

function chain(previous: ChainHead, entries: readonly OwnEntry[], sealedAt: Date) {
  let head = previous;
  const links = entries.map(({ id, facts, proof }) => {
    const hash = sha256(linkText(head.hash, { facts, proof, sealedAt: sealedAt.getTime() }));
    head = { seq: head.seq + 1, hash };
    return { id, ...head };
  });
  return { links, head: { seq: head.seq, hash: head.hash } };
}

/** For people who read the chain; only the hashes decide what is right. */
function byTime(one: OwnEntry, other: OwnEntry): number {
  return one.at.getTime() - other.at.getTime() || (one.id < other.id ? -1 : 1);
}

function anchorOf({ seq, hash }: ChainHead, at: Date): ChainAnchor {
  return { seq, hash, source: 'SEALER', reference: null, at };
}
