import type { Config } from '../config.ts';
import type { Logger } from '../log.ts';
import { AttemptRepository } from '../mongo/attempt-repository.ts';
import { SessionRepository } from '../mongo/session-repository.ts';
import { SetupRepository } from '../mongo/setup-repository.ts';
import type { SessionFeed } from '../redis/session-feed.ts';
import { AccessTokens } from '../services/access-tokens.ts';
import type { Clock } from '../services/clock.ts';
import { ApprovalService } from '../services/identity/approval-service.ts';
import { AttemptLimiter } from '../services/identity/attempt-limiter.ts';
import { CustomerService } from '../services/identity/customer-service.ts';
import { FirstAdministratorService } from '../services/identity/first-administrator-service.ts';
import { GoogleSignInService } from '../services/identity/google-sign-in-service.ts';
import { OpenIdClient } from '../services/identity/openid-client.ts';
import { PinCheck } from '../services/identity/pin-check.ts';
import { PinSignInService } from '../services/identity/pin-sign-in-service.ts';
import { ProvenAccounts } from '../services/identity/proven-accounts.ts';
import { RefreshTokens } from '../services/identity/refresh-tokens.ts';
import { RevokedSessions } from '../services/identity/revoked-sessions.ts';
import { SessionRevocation } from '../services/identity/session-revocation.ts';
import { SessionService } from '../services/identity/session-service.ts';
import { StaffService } from '../services/identity/staff-service.ts';
import { StationIdentity } from '../services/identity/station-identity.ts';
import { StationPresence } from '../services/identity/station-presence.ts';
import { StationService } from '../services/identity/station-service.ts';
import type { Repositories } from './repositories.ts';

export interface IdentityParts {
  readonly config: Config;
  readonly log: Logger;
  readonly clock: Clock;
  readonly repositories: Repositories;
  readonly sessionFeed: SessionFeed;
}

/** Everything that knows who somebody is, and lets them in or shuts them out. */
export function composeIdentity({ config, log, clock, repositories, sessionFeed }: IdentityParts) {
  const sessionRepository = new SessionRepository(repositories.mongo);
  const common = { ...repositories, ...config, log, clock };
  const revokedSessions = new RevokedSessions({ ...common, sessions: sessionRepository, feed: sessionFeed });
  const tokens = new AccessTokens(config.accessTokenSecret, config.accessTokenMs, revokedSessions);
  const refreshTokens = new RefreshTokens(config.accessTokenSecret);
  const stored = { ...common, sessions: sessionRepository };
  const revocation = new SessionRevocation({ ...stored, revoked: revokedSessions });
  const sessions = new SessionService({ ...stored, accessTokens: tokens, refreshTokens, revocation });
  const limiter = new AttemptLimiter({ ...common, attempts: new AttemptRepository(repositories.mongo) });
  const pins = new PinCheck({ ...common, limiter });
  const stationIdentity = new StationIdentity({ ...common, isPairingOptional: config.stationPairing === 'optional' });
  const parts = { ...common, sessions, revocation, limiter, pins, stationIdentity };
  return {
    tokens,
    revokedSessions,
    sessions,
    sessionRevocation: revocation,
    approvals: new ApprovalService(parts),
    signIn: new PinSignInService(parts),
    staff: new StaffService(parts),
    customers: new CustomerService(parts),
    googleSignIn: new GoogleSignInService({
      ...parts,
      accounts: new ProvenAccounts(parts),
      openId: config.google && new OpenIdClient(config.google, log),
    }),
    firstAdministrator: new FirstAdministratorService({ ...parts, setup: new SetupRepository(repositories.mongo) }),
    stations: new StationService(parts),
    stationPresence: new StationPresence(common),
  };
}
