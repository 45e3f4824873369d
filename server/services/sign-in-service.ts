import { createHash, randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { v7 as uuid } from 'uuid';
import { asId, type SessionId, type StaffId, type StationId } from '#shared/domain/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { Actor } from '../domain/actor.ts';
import { auditEntry } from '../domain/audit-entry.ts';
import type { Staff } from '../domain/catalog.ts';
import {
  accountLocked,
  invalidCredentials,
  notFound,
  type AccountLockedError,
  type InvalidCredentialsError,
  type NotFoundError,
} from '../domain/failures.ts';
import type { AuditRepository } from '../mongo/audit-repository.ts';
import type { CatalogRepository } from '../mongo/catalog-repository.ts';
import { inTransaction, type Mongo } from '../mongo/client.ts';
import type { StaffRepository } from '../mongo/staff-repository.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { Clock } from './clock.ts';

/** Wrong PINs in a row before the account is locked, and for how long. */
const attemptsBeforeLock = 5;
const lockMs = 5 * 60_000;

export interface SignedIn {
  readonly __typename: 'Session';
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresAt: Date;
  readonly staff: { readonly id: StaffId; readonly name: string; readonly role: Role };
}

interface Dependencies {
  readonly mongo: Mongo;
  readonly staff: StaffRepository;
  readonly catalog: CatalogRepository;
  readonly audit: AuditRepository;
  readonly tokens: AccessTokens;
  readonly clock: Clock;
  /** How long a session can be refreshed, in milliseconds. */
  readonly sessionMs: number;
}

/** Signing in by PIN, refreshing and ending sessions. */
export class SignInService {
  readonly #dependencies: Dependencies;
  /** Verified against when the username is unknown, so that the answer takes as long as for a known one. */
  readonly #decoyHash = hashPin(randomBytes(16).toString('hex'));

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  async signInWithPin(input: {
    readonly username: string;
    readonly pin: string;
    readonly stationId: string | null;
  }): Promise<SignedIn | InvalidCredentialsError | AccountLockedError | NotFoundError> {
    const { staff: repository, catalog, clock } = this.#dependencies;
    const now = clock();
    const station = input.stationId === null ? null : await catalog.station(asId<StationId>(input.stationId));
    if (station === undefined) return notFound('station', input.stationId ?? '');
    const staff = await repository.findByUsername(input.username);
    if (staff?.lockedUntil && staff.lockedUntil > now) return accountLocked(staff.lockedUntil);
    const isRight = await verify(staff?.pinHash ?? (await this.#decoyHash), input.pin);
    if (!staff) return wrongPin();
    return isRight ? this.#open(staff, station?.id ?? null, now) : this.#refuse(staff, now);
  }

  async refresh(refreshToken: string): Promise<SignedIn | InvalidCredentialsError> {
    const { mongo, staff: repository, audit, clock } = this.#dependencies;
    const now = clock();
    const parsed = parseRefreshToken(refreshToken);
    const session = parsed && (await repository.findSession(parsed.sessionId));
    if (!session || session.revokedAt || session.expiresAt <= now) return sessionEnded();
    const staff = await repository.find(asId<StaffId>(session.staffId));
    if (!staff) return sessionEnded();
    const actor = actorOf(staff, parsed.sessionId, session.stationId);
    const next = newRefreshToken(parsed.sessionId);
    const isRotated = await inTransaction(mongo, async (transaction) => {
      const rotated = await repository.rotateRefresh(
        parsed.sessionId,
        parsed.hash,
        next.hash,
        session.expiresAt,
        transaction,
      );
      // A refresh token that was used before has been stolen, by whoever used it first or by whoever uses it now.
      if (!rotated) await repository.revokeSession(parsed.sessionId, now, transaction);
      const action = rotated ? 'session.refreshed' : 'session.reuse_detected';
      await audit.add([auditEntry(uuid(), action, now, actor)], transaction);
      return rotated;
    });
    return isRotated ? this.#signedIn(actor, next.token, now) : sessionEnded();
  }

  async signOut(
    refreshToken: string,
  ): Promise<{ readonly __typename: 'SignedOut'; readonly staffId: string } | InvalidCredentialsError> {
    const { mongo, staff: repository, audit, clock } = this.#dependencies;
    const parsed = parseRefreshToken(refreshToken);
    const session = parsed && (await repository.findSession(parsed.sessionId));
    if (!session || session.revokedAt || session.refreshHash !== parsed.hash) return sessionEnded();
    const staff = await repository.find(asId<StaffId>(session.staffId));
    const by = staff ? actorOf(staff, parsed.sessionId, session.stationId) : null;
    await inTransaction(mongo, async (transaction) => {
      await repository.revokeSession(parsed.sessionId, clock(), transaction);
      await audit.add([auditEntry(uuid(), 'session.closed', clock(), by)], transaction);
    });
    return { __typename: 'SignedOut', staffId: session.staffId };
  }

  /** The people who may sign in by PIN, for the sign-in screen. */
  async choices(): Promise<readonly Pick<Staff, 'username' | 'name' | 'role'>[]> {
    return this.#dependencies.staff.all();
  }

  async #open(staff: Staff, stationId: StationId | null, now: Date): Promise<SignedIn> {
    const { mongo, staff: repository, audit, sessionMs } = this.#dependencies;
    const sessionId = asId<SessionId>(uuid());
    const actor = actorOf(staff, sessionId, stationId);
    const refresh = newRefreshToken(sessionId);
    await inTransaction(mongo, async (transaction) => {
      await repository.setLock(staff.id, null, transaction);
      await repository.addSession(
        {
          _id: sessionId,
          staffId: staff.id,
          stationId,
          refreshHash: refresh.hash,
          expiresAt: new Date(now.getTime() + sessionMs),
          revokedAt: null,
        },
        transaction,
      );
      await audit.add([auditEntry(uuid(), 'session.opened', now, actor)], transaction);
    });
    return this.#signedIn(actor, refresh.token, now);
  }

  async #refuse(staff: Staff, now: Date): Promise<InvalidCredentialsError | AccountLockedError> {
    const { mongo, staff: repository, audit } = this.#dependencies;
    const lockedUntil = new Date(now.getTime() + lockMs);
    const isLocked = await inTransaction(mongo, async (transaction) => {
      const counted = await repository.countFailure(staff.id, transaction);
      const locks = (counted?.failedAttempts ?? 0) >= attemptsBeforeLock;
      if (locks) await repository.setLock(staff.id, lockedUntil, transaction);
      const action = locks ? 'session.locked' : 'session.refused';
      await audit.add([auditEntry(uuid(), action, now, { name: staff.name, stationId: null })], transaction);
      return locks;
    });
    return isLocked ? accountLocked(lockedUntil) : wrongPin();
  }

  async #signedIn(actor: Actor, refreshToken: string, now: Date): Promise<SignedIn> {
    const { accessToken, expiresAt } = await this.#dependencies.tokens.issue(actor, now);
    const staff = { id: actor.staffId, name: actor.name, role: actor.role };
    return { __typename: 'Session', accessToken, refreshToken, expiresAt, staff };
  }
}

/** argon2id with the library's defaults (19 MiB, two passes), which follow OWASP's advice. */
export function hashPin(pin: string): Promise<string> {
  return hash(pin);
}

function actorOf(staff: Staff, sessionId: SessionId, stationId: string | null): Actor {
  const station = stationId === null ? null : asId<StationId>(stationId);
  return { staffId: staff.id, name: staff.name, role: staff.role, sessionId, stationId: station };
}

function newRefreshToken(sessionId: SessionId): { readonly token: string; readonly hash: string } {
  const token = `${sessionId}.${randomBytes(32).toString('base64url')}`;
  return { token, hash: sha256(token) };
}

function parseRefreshToken(token: string): { readonly sessionId: SessionId; readonly hash: string } | undefined {
  const [sessionId, random] = token.split('.');
  return sessionId && random ? { sessionId: asId<SessionId>(sessionId), hash: sha256(token) } : undefined;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function wrongPin(): InvalidCredentialsError {
  return invalidCredentials('This name and PIN do not belong together. Try again.');
}

function sessionEnded(): InvalidCredentialsError {
  return invalidCredentials('This session has ended. Sign in again.');
}
