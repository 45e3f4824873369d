import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ConfigError, mongoUrl, parseEnvironment } from './config.ts';
import type { ChainAnchor } from './domain/audit-chain.ts';
import { AuditChainRepository } from './mongo/audit-chain-repository.ts';
import { connectMongo } from './mongo/client.ts';
import { describe } from './program.ts';
import { AuditKey } from './services/audit/audit-key.ts';
import { AuditVerifier, type AuditVerification } from './services/audit/audit-verifier.ts';

/**
 * Checks the audit history without the API: `MONGODB_URL=… node out/server/verify-audit.js [--anchor <number>:<hash>]…`,
 * an anchor for each head that is known from paper, such as a printed Z report. Ends with 0 when nothing is wrong, with 1
 * when something is, with 2 when it can't tell. Only reads.
 */
const environmentSchema = z.object({ MONGODB_URL: mongoUrl, TICKET_SIGNING_KEY: z.string().min(1).optional() });

const usage = 'Give what is on paper as --anchor <number>:<hash>, the hash with its 64 digits.';

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The heads that are known from paper. Throws `ConfigError`. */
function anchorsGiven(): readonly ChainAnchor[] {
  const { anchor } = parseArgs({ options: { anchor: { type: 'string', multiple: true } } }).values;
  return (anchor ?? []).map((text) => {
    const [, seq, hash] = /^(\d+):([\da-f]{64})$/i.exec(text) ?? [];
    if (seq === undefined || hash === undefined) throw new ConfigError(usage);
    return { seq: Number(seq), hash: hash.toLowerCase(), source: 'PAPER', reference: null, at: new Date() };
  });
}

function report({ isIntact, head, unsealed, verifiedUpTo, faults, faultCount }: AuditVerification): void {
  if (isIntact) say(head.seq === 0 ? 'Nothing has been sealed yet.' : 'The audit history is intact.');
  else say(`The audit history was tampered with. Up to entry ${verifiedUpTo} nothing is wrong.`);
  for (const { kind, message } of faults) say(`  ${kind}: ${message}`);
  if (faultCount > faults.length) say(`  … and ${faultCount - faults.length} more.`);
  say(`The chain ends at entry ${head.seq}, hash ${head.hash}.`);
  if (unsealed > 0) say(`Waiting to be sealed: ${unsealed}.`);
}

/** Whether the history is intact. */
async function verify(): Promise<boolean> {
  const known = anchorsGiven();
  const { MONGODB_URL, TICKET_SIGNING_KEY } = parseEnvironment(environmentSchema, process.env);
  const mongo = await connectMongo(MONGODB_URL);
  try {
    const auditKey = TICKET_SIGNING_KEY === undefined ? undefined : new AuditKey(TICKET_SIGNING_KEY);
    const startedAt = performance.now();
    const verifier = new AuditVerifier({ auditChain: new AuditChainRepository(mongo), auditKey });
    const verification = await verifier.verify({ known });
    const seconds = (performance.now() - startedAt) / 1_000;
    say(`Looked at ${verification.checked} entries in ${seconds.toFixed(1)} s.`);
    if (!auditKey) say('Without TICKET_SIGNING_KEY, entries that wait and the end of the chain may be forged.');
    report(verification);
    return verification.isIntact;
  } finally {
    await mongo.close();
  }
}

try {
  process.exitCode = (await verify()) ? 0 : 1;
} catch (error) {
  const isMisused = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  process.stderr.write(`verify-audit: ${isMisused ? usage : describe(error)}\n`);
  process.exitCode = 2;
}
