import type { Logger } from '../log.ts';
import { AuditHistory } from '../services/audit/audit-history.ts';
import type { AuditKey } from '../services/audit/audit-key.ts';
import { AuditSealer } from '../services/audit/audit-sealer.ts';
import { AuditVerifier } from '../services/audit/audit-verifier.ts';
import { AuditService } from '../services/audit-service.ts';
import type { Clock } from '../services/clock.ts';
import type { Repositories } from './repositories.ts';

interface AuditParts {
  readonly repositories: Repositories;
  readonly auditKey: AuditKey;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Everything that writes, seals, checks and reads the audit history. */
export function composeAudit({ repositories, auditKey, clock, log }: AuditParts) {
  const { auditChain } = repositories;
  const verifier = new AuditVerifier({ auditChain, auditKey });
  return {
    audit: new AuditService({ ...repositories, verifier }),
    auditHistory: new AuditHistory(repositories),
    auditSealer: new AuditSealer({
      auditChain,
      auditKey,
      clock,
      onAnchor: ({ seq, hash }) => log.info({ seq, hash }, 'the audit chain was anchored'),
    }),
  };
}
