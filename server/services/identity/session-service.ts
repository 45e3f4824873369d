import { v7 as uuid } from 'uuid';
import { asId, type SessionId, type StaffId, type StationId } from '#shared/domain/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { Actor } from '../../domain/actor.ts';
import { auditEntry, type AuditAction } from '../../domain/audit-entry.ts';
import { invalidCredentials, type InvalidCredentialsError } from '../../domain/failures.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import { inTransaction, type Mongo, type Transaction } from '../../mongo/client.ts';
import type { SessionDocument } from '../../mongo/identity-documents.ts';
import type { CustomerRepository } from '../../mongo/customer-repository.ts';
import type { SessionRepository } from '../../mongo/session-repository.ts';
import type { StaffRepository } from '../../mongo/staff-repository.ts';
import type { StationRepository } from '../../mongo/station-repository.ts';
import type { AccessTokens } from '../access-tokens.ts';
import type { Clock } from '../clock.ts';
import { accountOf, type Account } from './accounts.ts';
import type { ClaimedToken, RefreshTokens } from './refresh-tokens.ts';
import type { SessionRevocation, SessionsRevoked } from './session-revocation.ts';

/** How long a client that lost the reply may send its last refresh token again, in milliseconds. */
const repeatMs = 30_000;

export interface SignedIn {
  readonly __typename: 'Session';
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresAt: Date;
  readonly staff: { readonly id: StaffId; readonly name: string; readonly role: Role };
}

/** How somebody signs in. */
export interface Opening<Failure> {
  /** What was shown: a PIN, a password, … */
  readonly method: 'pin' | 'password' | 'google' | 'device-key';
  readonly stationId: StationId | null;
  /** Runs first in the transaction; a failure that it returns is the answer. */
  readonly admit: (transaction: Transaction, now: Date) => Promise<Failure | undefined>;
}

interface Dependencies {
  readonly mongo: Mongo;
  readonly sessions: SessionRepository;
  readonly staff: StaffRepository;
  readonly customers: CustomerRepository;
  readonly stations: StationRepository;
  readonly audit: AuditRepository;
  readonly accessTokens: AccessTokens;
  readonly refreshTokens: RefreshTokens;
  readonly revocation: SessionRevocation;
  readonly clock: Clock;
  /** How long a session can be refreshed, in milliseconds. */
  readonly sessionMs: number;
}

/** Sessions: opened by whoever proved who they are, refreshed, ended. */
export class SessionService {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Opens a session, unless `admit` objects. */
  async open<Failure>(account: Account, { method, stationId, admit }: Opening<Failure>): Promise<SignedIn | Failure> {
    const { mongo, sessions, audit, clock } = this.#dependencies;
    const now = clock();
    const session = this.#newSession(account, stationId, now);
    const actor = actorOf(account, session);
    const refused = await inTransaction(mongo, async (transaction) => {
      const objection = await admit(transaction, now);
      if (objection) return objection;
      await sessions.insert(session, transaction);
      const details = { role: account.role, method };
      await audit.add([auditEntry(uuid(), 'session.opened', now, actor, { details })], transaction);
      return undefined;
    });
    return refused ?? this.#signedIn(account, session, now);
  }

  /**
   * Trades a refresh token for a new session. A client that lost the reply may send the same token again for 30 seconds
   * and gets the same answer, as long as the successor hasn't been used. Any other token of the past has been stolen, by
   * whoever used it first or by whoever uses it now: it ends the session.
   */
  async refresh(refreshToken: string): Promise<SignedIn | InvalidCredentialsError> {
    const { mongo, sessions, audit, refreshTokens, revocation, clock } = this.#dependencies;
    const now = clock();
    const claimed = refreshTokens.parse(refreshToken);
    if (!claimed) return sessionEnded();
    const refreshed = await inTransaction(mongo, async (transaction) => {
      const session = await this.#genuine(claimed, transaction);
      const account = session && isLive(session, now) && (await accountOf(this.#dependencies, session));
      if (!session || !account) return undefined;
      const action = judge(claimed, session, now);
      if (action === 'session.refreshed')
        await sessions.rotate(claimed.sessionId, session.generation, now, transaction);
      if (action === 'session.reuse_detected') await sessions.revoke(claimed.sessionId, now, transaction);
      await audit.add([auditEntry(uuid(), action, now, actorOf(account, session))], transaction);
      return { action, account, session: { ...session, generation: claimed.generation + 1 } };
    });
    if (!refreshed) return sessionEnded();
    if (refreshed.action !== 'session.reuse_detected') return this.#signedIn(refreshed.account, refreshed.session, now);
    await revocation.announce([claimed.sessionId]);
    return sessionEnded();
  }

  /** Ends the session of a refresh token; its access tokens end with it. */
  async signOut(
    refreshToken: string,
  ): Promise<{ readonly __typename: 'SignedOut'; readonly staffId: string } | InvalidCredentialsError> {
    const { mongo, sessions, audit, refreshTokens, revocation, clock } = this.#dependencies;
    const now = clock();
    const claimed = refreshTokens.parse(refreshToken);
    if (!claimed) return sessionEnded();
    const staffId = await inTransaction(mongo, async (transaction) => {
      const session = await this.#genuine(claimed, transaction);
      if (!session || !isLive(session, now)) return undefined;
      await sessions.revoke(claimed.sessionId, now, transaction);
      const account = await accountOf(this.#dependencies, session);
      const by = account ? actorOf(account, session) : null;
      await audit.add([auditEntry(uuid(), 'session.closed', now, by)], transaction);
      return session.accountId;
    });
    if (staffId === undefined) return sessionEnded();
    await revocation.announce([claimed.sessionId]);
    return { __typename: 'SignedOut', staffId };
  }

  /** Until when a session can last; undefined when it has ended. */
  async endsAt(sessionId: SessionId): Promise<Date | undefined> {
    const session = await this.#dependencies.sessions.find(sessionId);
    return session && isLive(session, this.#dependencies.clock()) ? session.expiresAt : undefined;
  }

  /** Ends all sessions of an account but the one of this refresh token. */
  async signOutElsewhere(refreshToken: string): Promise<SessionsRevoked | InvalidCredentialsError> {
    const { mongo, refreshTokens, revocation, clock } = this.#dependencies;
    const claimed = refreshTokens.parse(refreshToken);
    const ended =
      claimed &&
      (await inTransaction(mongo, async (transaction) => {
        const session = await this.#genuine(claimed, transaction);
        const account = session && isLive(session, clock()) && (await accountOf(this.#dependencies, session));
        if (!session || !account) return undefined;
        const actor = actorOf(account, session);
        return revocation.revokeIn(transaction, { accountId: account.id }, actor, claimed.sessionId);
      }));
    if (!ended) return sessionEnded();
    await revocation.announce(ended);
    return { __typename: 'SessionsRevoked', count: ended.length };
  }

  #newSession(account: Account, stationId: StationId | null, now: Date): SessionDocument {
    const { refreshTokens, sessionMs } = this.#dependencies;
    return {
      _id: uuid(),
      accountKind: account.kind,
      accountId: account.id,
      stationId,
      refreshSeed: refreshTokens.newSeed(),
      generation: 0,
      rotatedAt: now,
      expiresAt: new Date(now.getTime() + sessionMs),
      revokedAt: null,
    };
  }

  /** The session of a token that we made; undefined for any other token. */
  async #genuine(claimed: ClaimedToken, transaction: Transaction): Promise<SessionDocument | undefined> {
    const { sessions, refreshTokens } = this.#dependencies;
    const session = await sessions.find(claimed.sessionId, transaction);
    return session && refreshTokens.isGenuine(claimed, sourceOf(session)) ? session : undefined;
  }

  async #signedIn(account: Account, session: SessionDocument, now: Date): Promise<SignedIn> {
    const { accessTokens, refreshTokens } = this.#dependencies;
    const { accessToken, expiresAt } = await accessTokens.issue(actorOf(account, session), now, session.expiresAt);
    const refreshToken = refreshTokens.write(sourceOf(session), session.generation);
    const { id, name, role } = account;
    return { __typename: 'Session', accessToken, refreshToken, expiresAt, staff: { id, name, role } };
  }
}

/** What a genuine token of a live session does to it. */
function judge(
  claimed: ClaimedToken,
  session: SessionDocument,
  now: Date,
): Extract<AuditAction, 'session.refreshed' | 'session.refresh_repeated' | 'session.reuse_detected'> {
  if (claimed.generation === session.generation) return 'session.refreshed';
  const isPrevious = claimed.generation === session.generation - 1;
  const isSoon = now.getTime() - session.rotatedAt.getTime() <= repeatMs;
  return isPrevious && isSoon ? 'session.refresh_repeated' : 'session.reuse_detected';
}

function isLive(session: SessionDocument, now: Date): boolean {
  return session.revokedAt === null && session.expiresAt > now;
}

function sourceOf({ _id, refreshSeed }: SessionDocument) {
  return { sessionId: asId<SessionId>(_id), seed: refreshSeed };
}

function actorOf({ id, name, role }: Account, { _id, stationId }: SessionDocument): Actor {
  return {
    staffId: id,
    name,
    role,
    sessionId: asId<SessionId>(_id),
    stationId: stationId === null ? null : asId<StationId>(stationId),
  };
}

function sessionEnded(): InvalidCredentialsError {
  return invalidCredentials('This session has ended. Sign in again.');
}
