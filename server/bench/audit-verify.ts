import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { AuditChainRepository } from '../mongo/audit-chain-repository.ts';
import { connectMongo, type Mongo } from '../mongo/client.ts';
import { prepareCollections } from '../mongo/collections.ts';
import { AuditKey } from '../services/audit/audit-key.ts';
import { AuditSealer } from '../services/audit/audit-sealer.ts';
import { addUnsealed, writeChain } from './audit-chain.ts';
import type { BenchOffice } from './bench-office.ts';

const chainLength = 1_000_000;
const toSeal = 40_000;

export interface AuditResult {
  readonly sealedPerSecond: number;
  /** Of `chainLength` entries, from the start of the program to its end. */
  readonly verifySeconds: number;
  readonly verifiedPerSecond: number;
  /** How much longer that takes than to read the same documents and do nothing. */
  readonly readRatio: number;
}

/** Sealing entries, and checking a million of them by the program that people run. In a database of its own. */
export async function benchAudit({ config }: BenchOffice): Promise<AuditResult> {
  const url = new URL(config.mongoUrl);
  url.pathname = `/bench-audit-${randomUUID()}`;
  const mongo = await connectMongo(url.toString());
  const key = new AuditKey(config.ticketSigningKey);
  try {
    await prepareCollections(mongo.db);
    const sealedPerSecond = await seal(mongo, key);
    await mongo.db.dropDatabase();
    await prepareCollections(mongo.db);
    await writeChain(mongo, key, chainLength);
    const environment = { MONGODB_URL: url.toString(), TICKET_SIGNING_KEY: config.ticketSigningKey };
    const readMs = await bareRead(environment);
    const verifySeconds = await verify(environment);
    return {
      sealedPerSecond,
      verifySeconds,
      verifiedPerSecond: chainLength / verifySeconds,
      readRatio: (verifySeconds * 1_000) / readMs,
    };
  } finally {
    await mongo.db.dropDatabase();
    await mongo.close();
  }
}

async function seal(mongo: Mongo, auditKey: AuditKey): Promise<number> {
  await addUnsealed(mongo, auditKey, toSeal);
  const auditChain = new AuditChainRepository(mongo);
  const sealer = new AuditSealer({ auditChain, auditKey, clock: () => new Date(), onAnchor: () => undefined });
  const startedAt = performance.now();
  while ((await sealer.sealNext()) > 0);
  return (toSeal / (performance.now() - startedAt)) * 1_000;
}

async function bareRead(environment: Readonly<Record<string, string>>): Promise<number> {
  const reader = start('audit-read', environment);
  const [{ ms }] = (await once(reader, 'message')) as [{ readonly ms: number }];
  await once(reader, 'exit');
  return ms;
}

/** Seconds that the program takes. Throws when it finds something wrong. */
async function verify(environment: Readonly<Record<string, string>>): Promise<number> {
  const startedAt = performance.now();
  const [code] = (await once(start('verify-audit', environment), 'exit')) as [number];
  if (code !== 0) throw new Error(`verify-audit ended with ${code}`);
  return (performance.now() - startedAt) / 1_000;
}

function start(name: 'audit-read' | 'verify-audit', environment: Readonly<Record<string, string>>) {
  const stdio = ['ignore', 2, 2, 'ipc'] as ['ignore', 2, 2, 'ipc'];
  return fork(join(import.meta.dirname, `${name}.js`), { env: { ...process.env, ...environment }, stdio });
}
