import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { asId, type SessionId } from '#shared/domain/ids.ts';

/** A session's refresh tokens are numbered; its seed makes them different from every other session's. */
export interface TokenSource {
  readonly sessionId: SessionId;
  readonly seed: string;
}

/** What a refresh token says of itself, before it is known to be genuine. */
export interface ClaimedToken {
  readonly sessionId: SessionId;
  readonly generation: number;
  readonly mac: string;
}

/**
 * Refresh tokens: `<session>.<number>.<HMAC>`. They are computed, not stored, so that a client that lost a reply can be
 * given the same token again; whoever reads the database can't make one, because the key isn't there.
 */
export class RefreshTokens {
  readonly #key: Buffer;

  constructor(secret: string) {
    // A key of its own, so that no access token is ever a refresh token or the other way round.
    this.#key = createHmac('sha256', secret).update('refresh tokens').digest();
  }

  /** A seed for a new session. */
  newSeed(): string {
    return randomBytes(32).toString('base64url');
  }

  write(source: TokenSource, generation: number): string {
    return `${source.sessionId}.${generation}.${this.#mac(source, generation).toString('base64url')}`;
  }

  /** Reads a token; undefined when it can't be one. */
  parse(token: string): ClaimedToken | undefined {
    const match = /^(?<sessionId>[0-9a-f-]{36})\.(?<generation>\d{1,9})\.(?<mac>[\w-]{43})$/.exec(token)?.groups;
    if (!match) return undefined;
    const { sessionId = '', generation, mac = '' } = match;
    return { sessionId: asId<SessionId>(sessionId), generation: Number(generation), mac };
  }

  /** Whether we made the token, whenever that was. */
  isGenuine({ generation, mac }: ClaimedToken, source: TokenSource): boolean {
    const given = Buffer.from(mac, 'base64url');
    const expected = this.#mac(source, generation);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  #mac({ sessionId, seed }: TokenSource, generation: number): Buffer {
    return createHmac('sha256', this.#key).update(`${sessionId}.${generation}.${seed}`).digest();
  }
}
