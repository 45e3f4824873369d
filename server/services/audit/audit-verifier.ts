import { anchorText, ChainCheck, type CheckResult } from '../../domain/audit-check.ts';
import { chainStart, factsText, type ChainAnchor, type ChainHead, type ChainLink } from '../../domain/audit-chain.ts';
import type { AuditFault } from '../../domain/audit-fault.ts';
import type { AuditChainRepository } from '../../mongo/audit-chain-repository.ts';
import { sha256, type AuditKey } from './audit-key.ts';

interface Dependencies {
  readonly auditChain: AuditChainRepository;
  /** Without it a forged end of the chain, and forged entries that wait to be sealed, pass for real ones. */
  readonly auditKey: AuditKey | undefined;
}

/** What a check of the audit history found. */
export interface AuditVerification {
  readonly isIntact: boolean;
  /** Up to this entry nothing is wrong. */
  readonly verifiedUpTo: number;
  /** How many places of the chain were looked at. */
  readonly checked: number;
  readonly head: ChainHead;
  /** Entries that wait for their place in the chain. */
  readonly unsealed: number;
  /** The first ones: those in the chain in its order, then what lies outside of it. */
  readonly faults: readonly AuditFault[];
  readonly faultCount: number;
}

interface VerifyOptions {
  /** Where an earlier check ended that found nothing wrong. */
  readonly from?: ChainHead;
  /** Ends of the chain that are known from outside of the database, as from a printed Z report. */
  readonly known?: readonly ChainAnchor[];
}

/** Entries read at once: they are hashed while the next are on their way, and others get their turn in between. */
const step = 1_000;
const readAhead = 3;

/** What is followed: after `start`, up to `end`. */
interface Span {
  readonly start: ChainHead;
  readonly end: ChainHead;
  readonly known: readonly ChainAnchor[];
}

type Part = readonly ChainLink[];

/** Entries outside of the chain that are looked at. */
const mostUnsealed = 1_000;
const mostStrays = 20;

/** Finds out whether the audit history is as it was written. Reads only. */
export class AuditVerifier {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Follows the chain to its end from its beginning, or from where an earlier check ended. Keeps some thousand entries in
   * memory, however many there are. What is sealed meanwhile is left to the next check.
   */
  async verify({ from = chainStart, known = [] }: VerifyOptions = {}): Promise<AuditVerification> {
    const { auditChain } = this.#dependencies;
    const head = await auditChain.head();
    const end = head && isPossible(head.seq) ? { seq: head.seq, hash: head.hash } : chainStart;
    const lost = await this.#lostStart(from, end);
    const start = lost.length > 0 ? chainStart : from;
    const outside = [
      ...lost,
      ...this.#headFaults(head),
      ...known.filter(({ seq }) => seq > end.seq).map((anchor) => truncated(anchor, end.seq)),
      ...(await this.#outsideFaults(start, end)),
    ];
    const { faults, faultCount, verifiedUpTo } = await this.#checkChain({ start, end, known }, outside);
    return {
      isIntact: faultCount + outside.length === 0,
      verifiedUpTo,
      checked: end.seq - start.seq,
      head: end,
      unsealed: await auditChain.unsealedCount(),
      faults: [...faults, ...outside],
      faultCount: faultCount + outside.length,
    };
  }

  /** Once more with every entry's proof when all that is known is that something was written anew. */
  async #checkChain(span: Span, outside: readonly AuditFault[]): Promise<CheckResult> {
    const result = await this.#follow(span, false);
    const isRewritten = [...result.faults, ...outside].some(isDisagreement);
    const isLocated = result.faults.some((fault) => !isDisagreement(fault));
    return isRewritten && !isLocated && this.#dependencies.auditKey ? this.#follow(span, true) : result;
  }

  async #follow({ start, end, known }: Span, checksProofs: boolean): Promise<CheckResult> {
    const { auditKey } = this.#dependencies;
    const isProven = auditKey && ((link: ChainLink) => auditKey.hasProven(link));
    const check = new ChainCheck(start, { digest: sha256, isProven, checksProofs });
    for (const anchor of known) check.expect(anchor);
    const anchors = this.#dependencies.auditChain.anchors(start.seq, end.seq);
    try {
      let anchor = await anchors.next();
      for await (const links of this.#parts(start.seq, end.seq)) {
        const last = links.at(-1)?.seq ?? 0;
        for (; !anchor.done && anchor.value.seq <= last; anchor = await anchors.next()) check.expect(anchor.value);
        for (const link of links) check.add(link);
      }
    } finally {
      await anchors.return(undefined);
    }
    return check.finish(end);
  }

  /** The chain in parts. While one is being worked on the next ones are on their way. */
  async *#parts(start: number, end: number): AsyncGenerator<Part> {
    let coming: Promise<Part>[] = [];
    let asked = start;
    for (let after = start; after < end;) {
      for (; coming.length < readAhead && asked < end; asked += step) coming.push(this.#read(asked, end));
      const part = await coming.shift();
      after += step;
      if (part && part.length > 0) {
        yield part;
        continue;
      }
      after = asked = await this.#endOfGap(after, end);
      coming = [];
    }
  }

  #read(after: number, end: number): Promise<Part> {
    const part = this.#dependencies.auditChain.links(after, Math.min(after + step, end));
    // It may fail before anybody waits for it; whoever does then hears of it.
    part.catch(() => undefined);
    return part;
  }

  /** Where the chain goes on when nothing was found up to `after`: a false end may be very far away. */
  async #endOfGap(after: number, end: number): Promise<number> {
    const seq = await this.#dependencies.auditChain.firstSeqAfter(after);
    return seq === undefined ? end : Math.min(seq - 1, end);
  }

  /** An earlier check that doesn't fit any more: then everything is checked again. */
  async #lostStart(from: ChainHead, end: ChainHead): Promise<readonly AuditFault[]> {
    if (from.seq === 0) return [];
    const [entry] = from.seq <= end.seq ? await this.#dependencies.auditChain.links(from.seq - 1, from.seq) : [];
    if (entry?.hash === from.hash) return [];
    const message = `An earlier check ended at entry ${from.seq}, and the chain has another one there now, or none.`;
    return [{ kind: 'ANCHOR_MISMATCH', seq: from.seq, entryId: entry?.id ?? null, message }];
  }

  #headFaults(head: (ChainHead & { readonly proof: string }) | undefined): readonly AuditFault[] {
    if (!head || !this.#dependencies.auditKey || this.#dependencies.auditKey.hasProvenHead(head)) return [];
    const message = `The box office did not write that the chain ends at entry ${head.seq}: somebody changed the note.`;
    return [{ kind: 'HEAD_MISMATCH', seq: head.seq, entryId: null, message }];
  }

  /** What is wrong beside the part of the chain that is followed. */
  async #outsideFaults(start: ChainHead, end: ChainHead): Promise<readonly AuditFault[]> {
    const { auditChain } = this.#dependencies;
    const anchor = await auditChain.anchorBeyond(end.seq);
    const beyond = await auditChain.linksBeyond(end.seq, mostStrays);
    // A check that goes on from an earlier one need not read the whole collection.
    const strays = start.seq === 0 ? await auditChain.strays(mostStrays) : [];
    // Read last: what was sealed since the check began lies before it.
    const now = (await auditChain.head())?.seq ?? 0;
    return [
      ...(anchor && anchor.seq > now ? [truncated(anchor, now)] : []),
      ...beyond.filter(({ seq }) => seq > now).map((link) => this.#beyondEnd(link, now)),
      ...strays.map(({ id }) => inserted(id, 'It has no place in the chain.')),
      ...(await this.#forgedUnsealed()),
    ];
  }

  #beyondEnd(link: ChainLink, end: number): AuditFault {
    const { seq, id } = link;
    if (!this.#dependencies.auditKey?.hasProven(link)) return { ...inserted(id, `The chain ends at ${end}.`), seq };
    const message = `The chain is said to end at entry ${end}, but there is an entry ${seq}: its end was moved back.`;
    return { kind: 'HEAD_MISMATCH', seq, entryId: id, message };
  }

  async #forgedUnsealed(): Promise<readonly AuditFault[]> {
    const { auditChain, auditKey } = this.#dependencies;
    if (!auditKey) return [];
    const entries = await auditChain.unsealed(mostUnsealed);
    return entries
      .filter((entry) => !auditKey.hasProven({ facts: sha256(factsText(entry)), proof: entry.proof }))
      .map(({ id }) => inserted(id, 'The box office did not write it.'));
  }
}

/** A forged number may be anything. */
function isPossible(seq: number): boolean {
  return Number.isInteger(seq) && seq >= 0 && seq < 2 ** 31;
}

function isDisagreement({ kind }: AuditFault): boolean {
  return kind === 'ANCHOR_MISMATCH' || kind === 'HEAD_MISMATCH';
}

function truncated(anchor: ChainAnchor, end: number): AuditFault {
  const message = `The end of the chain is gone: ${anchorText(anchor)} knows an entry ${anchor.seq}, and it ends at ${end}.`;
  return { kind: 'TRUNCATED', seq: end + 1, entryId: null, message };
}

function inserted(entryId: string, why: string): AuditFault {
  return { kind: 'INSERTED', seq: null, entryId, message: `The entry ${entryId} was put in. ${why}` };
}
