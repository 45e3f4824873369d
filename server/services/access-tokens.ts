import { errors, jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { asId, type SessionId, type StaffId, type StationId } from '#shared/domain/ids.ts';
import { roles } from '#shared/domain/roles.ts';
import type { Actor } from '../domain/actor.ts';

const issuer = 'foyer';

const claimsSchema = z.object({
  sub: z.string(),
  name: z.string(),
  role: z.enum(roles),
  sid: z.string(),
  station: z.string().nullable(),
  exp: z.number(),
});

export type TokenCheck =
  { readonly kind: 'valid'; readonly actor: Actor } | { readonly kind: 'expired' | 'revoked' | 'forged' };

/** Knows which sessions were ended before their tokens expired. */
export interface Revocations {
  has(sessionId: SessionId): boolean;
}

/** Short-lived access tokens (JWT, HS256). */
export class AccessTokens {
  /** Imported once: jose would import raw bytes for every signature. */
  readonly #key: Promise<CryptoKey>;
  readonly #lifetimeMs: number;
  readonly #revocations: Revocations;
  /** Verified tokens, so that a busy session pays for its signature once. */
  readonly #verified = new LRUCache<string, VerifiedToken>({ max: 5_000 });

  constructor(secret: string, lifetimeMs: number, revocations: Revocations = new Set<SessionId>()) {
    this.#key = importKey(secret);
    this.#lifetimeMs = lifetimeMs;
    this.#revocations = revocations;
  }

  /** A token for somebody; it doesn't outlive `sessionEnd`. */
  async issue(
    actor: Actor,
    now: Date,
    sessionEnd: Date | null = null,
  ): Promise<{ readonly accessToken: string; readonly expiresAt: Date }> {
    const longest = now.getTime() + this.#lifetimeMs;
    const expiresMs = Math.min(longest, sessionEnd?.getTime() ?? longest);
    const expiresAt = new Date(Math.floor(expiresMs / 1_000) * 1_000);
    const accessToken = await new SignJWT({
      name: actor.name,
      role: actor.role,
      sid: actor.sessionId,
      station: actor.stationId,
    })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(actor.staffId)
      .setIssuer(issuer)
      .setIssuedAt(now)
      .setExpirationTime(expiresAt)
      .sign(await this.#key);
    return { accessToken, expiresAt };
  }

  /** Says whose token this is, or what is wrong with it. */
  async check(token: string, now: Date): Promise<TokenCheck> {
    const known = this.#verified.get(token) ?? (await this.#verify(token, now));
    if (typeof known === 'string') return { kind: known };
    if (known.expiresAt <= now.getTime()) return { kind: 'expired' };
    return this.#revocations.has(known.actor.sessionId) ? { kind: 'revoked' } : { kind: 'valid', actor: known.actor };
  }

  async #verify(token: string, now: Date): Promise<VerifiedToken | 'expired' | 'forged'> {
    try {
      const { payload } = await jwtVerify(token, await this.#key, { issuer, algorithms: ['HS256'], currentDate: now });
      const claims = claimsSchema.parse(payload);
      const actor: Actor = {
        staffId: asId<StaffId>(claims.sub),
        name: claims.name,
        role: claims.role,
        sessionId: asId<SessionId>(claims.sid),
        stationId: claims.station === null ? null : asId<StationId>(claims.station),
      };
      const verified = { actor, expiresAt: claims.exp * 1_000 };
      this.#verified.set(token, verified);
      return verified;
    } catch (error) {
      if (error instanceof errors.JWTExpired) return 'expired';
      if (error instanceof errors.JOSEError || error instanceof z.ZodError) return 'forged';
      throw error;
    }
  }
}

interface VerifiedToken {
  readonly actor: Actor;
  readonly expiresAt: number;
}

function importKey(secret: string): Promise<CryptoKey> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  return crypto.subtle.importKey('raw', new TextEncoder().encode(secret), algorithm, false, ['sign', 'verify']);
}
