import {
  allowInsecureRequests,
  authorizationCodeGrant,
  ClientError,
  discovery,
  enableNonRepudiationChecks,
  ResponseBodyError,
  type Configuration,
} from 'openid-client';
import type { Logger } from '../../log.ts';

/** An OpenID provider that people may sign in with, and what it knows us by. */
export interface OpenIdSettings {
  /** An https URL; http only on the loopback, for development. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What a client got from the provider, and what it bound it to. */
export interface AuthorizationCode {
  readonly code: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
  readonly nonce: string;
}

/** Who somebody is by the word of the provider. */
export interface ProvenIdentity {
  readonly subject: string;
  readonly email: string;
  readonly name: string;
}

/** `unverified`: the provider doesn't vouch for the address. */
export type Redemption =
  | { readonly kind: 'proven'; readonly identity: ProvenIdentity }
  | { readonly kind: 'refused' | 'unverified' | 'unavailable' };

const timeoutSeconds = 10;

/** What the ID token must tell us. */
const scope = 'openid email profile';

/** Trades authorisation codes for proven identities. */
export class OpenIdClient {
  readonly #settings: OpenIdSettings;
  readonly #log: Logger;
  #configuration: Promise<Configuration> | undefined;

  constructor(settings: OpenIdSettings, log: Logger) {
    this.#settings = settings;
    this.#log = log;
  }

  /** Where a browser goes to sign in, and as which client; undefined while the provider doesn't answer. */
  async offer() {
    try {
      const { authorization_endpoint: authorizationEndpoint } = (await this.#discover()).serverMetadata();
      const { issuer, clientId } = this.#settings;
      return authorizationEndpoint === undefined ? undefined : { issuer, clientId, authorizationEndpoint, scope };
    } catch (error) {
      this.#tell(error);
      return undefined;
    }
  }

  /**
   * Redeems a code and checks the ID token that comes of it: signature, issuer, audience, expiry and nonce. A code works
   * once, with the verifier and the address that it was asked for with; the provider sees to that.
   */
  async redeem({ code, codeVerifier, redirectUri, nonce }: AuthorizationCode): Promise<Redemption> {
    const answer = new URL(redirectUri);
    answer.searchParams.set('code', code);
    // Which provider answered is the station's to check; it has the answer, and we know only this one.
    answer.searchParams.set('iss', this.#settings.issuer);
    try {
      const checks = { pkceCodeVerifier: codeVerifier, expectedNonce: nonce, idTokenExpected: true };
      const tokens = await authorizationCodeGrant(await this.#discover(), answer, checks);
      return identityIn(tokens.claims());
    } catch (error) {
      this.#tell(error);
      return { kind: isRefusal(error) ? 'refused' : 'unavailable' };
    }
  }

  /** Once; again when it failed. */
  #discover(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.#settings;
    this.#configuration ??= discovery(new URL(issuer), clientId, clientSecret, undefined, {
      timeout: timeoutSeconds,
      // Signatures are checked although the token comes to us directly: one thing less to trust.
      execute: [enableNonRepudiationChecks, ...(issuer.startsWith('http:') ? [allowInsecureRequests] : [])],
    }).catch((error: unknown) => {
      this.#configuration = undefined;
      throw error;
    });
    return this.#configuration;
  }

  /** Only names of faults: what a provider answers may carry tokens. */
  #tell(error: unknown): void {
    const reason =
      error instanceof ResponseBodyError ? error.error : error instanceof Error ? error.message : 'unknown';
    this.#log.warn({ reason, code: codeOf(error) }, 'signing in with the identity provider failed');
  }
}

function identityIn(claims: Readonly<Record<string, unknown>> | undefined): Redemption {
  const { sub, email, email_verified: isVerified, name } = claims ?? {};
  if (typeof sub !== 'string' || typeof email !== 'string') return { kind: 'unverified' };
  if (isVerified !== true) return { kind: 'unverified' };
  return { kind: 'proven', identity: { subject: sub, email, name: typeof name === 'string' ? name : email } };
}

const refusedCodes = new Set([
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_KEY_SELECTION_FAILED',
  'OAUTH_INVALID_RESPONSE',
]);

/** Whether the fault is in what the client sent or in the token, and not in the provider or our settings. */
function isRefusal(error: unknown): boolean {
  if (error instanceof ResponseBodyError) return error.error === 'invalid_grant';
  return refusedCodes.has(codeOf(error) ?? '');
}

function codeOf(error: unknown): string | undefined {
  return error instanceof ClientError || error instanceof ResponseBodyError ? error.code : undefined;
}
