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
  { readonly kind: 'valid'; readonly actor: Actor } | { readonly kind: 'expired' } | { readonly kind: 'forged' };

/** Short-lived access tokens (JWT, HS256). */
export class AccessTokens {
  /** Imported once: jose would import raw bytes for every signature. */
  readonly #key: Promise<CryptoKey>;
  readonly #lifetimeMs: number;
  /** Verified tokens, so that a busy session pays for its signature once. */
  readonly #verified = new LRUCache<string, { readonly actor: Actor; readonly expiresAt: number }>({ max: 5_000 });

  constructor(secret: string, lifetimeMs: number) {
    this.#key = importKey(secret);
    this.#lifetimeMs = lifetimeMs;
  }

  async issue(actor: Actor, now: Date): Promise<{ readonly accessToken: string; readonly expiresAt: Date }> {
    const expiresAt = new Date(Math.floor((now.getTime() + this.#lifetimeMs) / 1_000) * 1_000);
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
    const known = this.#verified.get(token);
    if (known) return known.expiresAt > now.getTime() ? { kind: 'valid', actor: known.actor } : { kind: 'expired' };
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
      this.#verified.set(token, { actor, expiresAt: claims.exp * 1_000 });
      return { kind: 'valid', actor };
    } catch (error) {
      if (error instanceof errors.JWTExpired) return { kind: 'expired' };
      if (error instanceof errors.JOSEError || error instanceof z.ZodError) return { kind: 'forged' };
      throw error;
    }
  }
}

function importKey(secret: string): Promise<CryptoKey> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  return crypto.subtle.importKey('raw', new TextEncoder().encode(secret), algorithm, false, ['sign', 'verify']);
}
