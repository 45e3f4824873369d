import { randomUUID } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { auditEntry } from '../../domain/audit-entry.ts';
import { AuditChainRepository, type SealedBatch } from '../../mongo/audit-chain-repository.ts';
import { inTransaction } from '../../mongo/client.ts';
import { openBoxOffice, type TestBoxOffice } from '../../testing/box-office.ts';
import { adultSale, holdSeats, nameOf, openShift } from '../../testing/sale.ts';
import { AuditKey } from './audit-key.ts';
import { AuditSealer } from './audit-sealer.ts';
import { AuditVerifier } from './audit-verifier.ts';

let office: TestBoxOffice;
beforeEach(async () => {
  office = await openBoxOffice();
});
afterEach(() => office[Symbol.asyncDispose]());

/** An entry that says nothing much. */
function entry(at = new Date()) {
  return auditEntry(uuid(), 'shift.opened', at, { name: 'Ada', stationId: null }, { details: { note: '\uD83C ü "' } });
}

async function add(count: number): Promise<void> {
  await office.repositories.audit.addOnce(Array.from({ length: count }, () => entry()));
}

async function sealAll(): Promise<void> {
  while ((await office.services.auditSealer.sealNext()) > 0);
}

const verify = () => office.services.audit.verify();

/** The numbers of all entries, in their order; null for those that wait. */
async function numbers(): Promise<readonly (number | null)[]> {
  const { auditEntries } = office.repositories.mongo.collections;
  return (await auditEntries.find().sort({ seq: 1 }).toArray()).map(({ seq }) => seq);
}

function oneTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_each, index) => index + 1);
}

describe('the sealer', () => {
  it('numbers the entries from 1, and nothing is wrong with them', async () => {
    await add(3);
    expect(await numbers()).toEqual([null, null, null]);
    await sealAll();
    await add(4);
    await sealAll();
    expect(await numbers()).toEqual(oneTo(7));
    const head = await office.services.audit.head();
    expect(head).toEqual({ seq: 7, hash: expect.stringMatching(/^[\da-f]{64}$/) });
    expect(await verify()).toEqual({
      isIntact: true,
      verifiedUpTo: 7,
      checked: 7,
      head,
      unsealed: 0,
      faults: [],
      faultCount: 0,
    });
  });

  it('seals an entry that commits late behind those that were sealed meanwhile', async () => {
    const late = entry();
    const { mongo, audit } = office.repositories;
    await inTransaction(mongo, async (session) => {
      await audit.add([late], session);
      await add(2);
      await sealAll();
    });
    await sealAll();
    const document = await mongo.collections.auditEntries.findOne({ _id: late.id });
    expect(document?.seq).toBe(3);
    expect(await verify()).toMatchObject({ isIntact: true, verifiedUpTo: 3 });
  });

  it('never sees an entry whose transaction is aborted', async () => {
    const { mongo, audit } = office.repositories;
    const failing = inTransaction(mongo, async (session) => {
      await audit.add([entry()], session);
      throw new Error('the till is on fire');
    });
    await expect(failing).rejects.toThrow('the till is on fire');
    await sealAll();
    expect(await numbers()).toEqual([]);
    expect(await verify()).toMatchObject({ isIntact: true, verifiedUpTo: 0 });
  });

  it('makes one chain without gaps while sales go on', async () => {
    const { cinema, services } = office;
    const cashiers = Array.from({ length: 4 }, () => office.actor('CASHIER'));
    for (const cashier of cashiers) await openShift(office, cashier);
    let isSelling = true;
    const sealing = (async () => {
      while (isSelling) await services.auditSealer.sealNext();
    })();
    const counters = cashiers.map(async (cashier, index) => {
      for (let row = index; row < 20; row += cashiers.length) {
        const seatIds = [1, 2].map((number) => `${String.fromCharCode(65 + row)}${number}`);
        const hold = await holdSeats(office, cashier, cinema.showtime.id, seatIds);
        expect(nameOf(await services.orders.place(cashier, adultSale(hold)))).toBe('Order');
      }
    });
    await Promise.all(counters).finally(() => (isSelling = false));
    await sealing;
    await sealAll();
    const sealed = await numbers();
    // Each sale: placed, paid and two tickets.
    expect(sealed.length).toBeGreaterThanOrEqual(20 * 4);
    expect(sealed).toEqual(oneTo(sealed.length));
    expect(await verify()).toMatchObject({ isIntact: true, verifiedUpTo: sealed.length });
  });

  it('leaves an entry alone that the box office did not write, and goes on with the others', async () => {
    const { auditEntries } = office.repositories.mongo.collections;
    await add(2);
    const [model] = await auditEntries.find().toArray();
    if (!model) throw new Error('there is no entry');
    await auditEntries.insertOne({ ...model, _id: 'forged', actor: 'Eve' });
    await sealAll();
    await sealAll();
    expect(await numbers()).toEqual([-1, 1, 2]);
  });

  it('stops when the end of the chain was changed by somebody else', async () => {
    await add(2);
    await sealAll();
    await office.repositories.mongo.collections.auditHeads.updateOne({ _id: 'head' }, { $set: { seq: 1 } });
    await add(1);
    await expect(office.services.auditSealer.sealNext()).rejects.toThrow('Somebody changed');
    expect(await numbers()).toEqual([null, 1, 2]);
  });
});

describe('two sealers', () => {
  /** The chain as a sealer finds it that lost the guard: it moves the head wherever that is by now. */
  class Unguarded extends AuditChainRepository {
    override async seal(batch: SealedBatch): Promise<boolean> {
      const head = await this.head();
      return super.seal({ ...batch, previous: head ?? batch.previous });
    }
  }

  /** A sealer that is paused between reading and writing, while another seals the same entries and more. */
  async function race(auditChain: AuditChainRepository) {
    await add(10);
    await sealAll();
    await add(50);
    const unsealed = auditChain.unsealed.bind(auditChain);
    auditChain.unsealed = async (limit) => {
      const found = await unsealed(limit);
      await add(10);
      await sealAll();
      return found;
    };
    const auditKey = new AuditKey(office.config.ticketSigningKey);
    const onAnchor = () => undefined;
    await new AuditSealer({ auditChain, auditKey, clock: () => new Date(), onAnchor }).sealNext();
    return verify();
  }

  it('never fork the chain', async () => {
    const paused = new AuditChainRepository(office.repositories.mongo);
    expect(await race(paused)).toMatchObject({ isIntact: true, verifiedUpTo: 70, unsealed: 0 });
    expect(await numbers()).toEqual(oneTo(70));
  });

  it('are caught forking it when the head is not guarded', async () => {
    expect(await race(new Unguarded(office.repositories.mongo))).toMatchObject({ isIntact: false, verifiedUpTo: 60 });
  });

  it('of two programs seal side by side', async () => {
    const other = await office.another();
    await add(30);
    const lanes = [office, other].map(async ({ services }) => {
      for (let step = 0; step < 5; step += 1) {
        await add(20);
        await services.auditSealer.sealNext();
      }
    });
    await Promise.all(lanes);
    await sealAll();
    expect(await numbers()).toEqual(oneTo(230));
    expect(await verify()).toMatchObject({ isIntact: true, verifiedUpTo: 230 });
  });
});

describe('anchors', () => {
  it('are left by the sealer at times, and told outside', async () => {
    const told = vi.fn();
    let now = new Date();
    const { auditChain, mongo } = office.repositories;
    const auditKey = new AuditKey(office.config.ticketSigningKey);
    const sealer = new AuditSealer({ auditChain, auditKey, clock: () => now, onAnchor: told });
    const seal = async () => {
      await add(2);
      await sealer.sealNext();
    };
    await seal();
    await seal();
    now = new Date(now.getTime() + 60_000);
    await seal();
    expect(told.mock.calls.map(([{ seq }]) => seq as number)).toEqual([2, 6]);
    const kept = await mongo.collections.auditAnchors.find().sort({ seq: 1 }).toArray();
    expect(kept.map(({ seq, source }) => [seq, source])).toEqual([
      [2, 'SEALER'],
      [6, 'SEALER'],
    ]);
  });

  it('of a Z report are kept with its transaction', async () => {
    const { audit, auditChain, mongo } = office.repositories;
    await add(3);
    await sealAll();
    const head = await office.services.audit.head();
    const anchor = { ...head, source: 'Z_REPORT', reference: randomUUID(), at: new Date() } as const;
    const aborted = inTransaction(mongo, async (session) => {
      await audit.addAnchor(anchor, session);
      throw new Error('not closed');
    });
    await expect(aborted).rejects.toThrow('not closed');
    await inTransaction(mongo, (session) => audit.addAnchor(anchor, session));
    const verifier = new AuditVerifier({ auditChain, auditKey: undefined });
    expect(await verifier.verify()).toMatchObject({ isIntact: true });
    await mongo.collections.auditAnchors.updateOne({ source: 'Z_REPORT' }, { $set: { hash: '0'.repeat(64) } });
    const { faults } = await verifier.verify();
    expect(faults).toMatchObject([{ kind: 'ANCHOR_MISMATCH', seq: 3, message: expect.stringContaining('Z report') }]);
  });
});
