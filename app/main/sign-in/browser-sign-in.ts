import { createHash, randomBytes } from 'node:crypto';
import type { BrowserSignInRequest, BrowserSignInResult } from '#shared/ipc/channels.ts';
import { listenForRedirect, type LoopbackRedirect } from './loopback-redirect.ts';

/** How long somebody may take at the provider, in ms. */
const patienceMs = 5 * 60_000;

export interface BrowserSignIn {
  /** Sends the person to the provider in the system's browser and waits for the answer. A new start ends the last one. */
  start(request: BrowserSignInRequest): Promise<BrowserSignInResult>;
  cancel(): void;
}

interface Options {
  /** Opens the system's browser. @throws when there is none */
  readonly openBrowser: (address: string) => Promise<void>;
  readonly timeoutMs?: number;
}

/** Signing in at an OpenID provider as RFC 8252 wants it of programs: never in a window of ours, with PKCE. */
export function createBrowserSignIn({ openBrowser, timeoutMs = patienceMs }: Options): BrowserSignIn {
  let underWay: Promise<LoopbackRedirect> | undefined;
  const cancelLast = (): void => {
    underWay?.then(
      (redirect) => redirect.cancel(),
      () => undefined,
    );
  };
  return {
    async start(request) {
      cancelLast();
      const [codeVerifier, state, nonce] = [randomText(), randomText(), randomText()];
      underWay = listenForRedirect({ state, issuer: request.issuer, timeoutMs });
      const redirect = await underWay;
      const { redirectUri } = redirect;
      try {
        await openBrowser(authorizationUrl(request, { codeVerifier, state, nonce, redirectUri }));
      } catch {
        redirect.cancel();
        return { kind: 'no-browser' };
      }
      const outcome = await redirect.outcome;
      return outcome.kind === 'code'
        ? { kind: 'answered', code: outcome.code, codeVerifier, redirectUri, nonce }
        : { kind: outcome.kind };
    },
    cancel: cancelLast,
  };
}

interface Attempt {
  readonly codeVerifier: string;
  readonly state: string;
  readonly nonce: string;
  readonly redirectUri: string;
}

function authorizationUrl(
  { authorizationEndpoint, clientId, scope }: BrowserSignInRequest,
  { codeVerifier, state, nonce, redirectUri }: Attempt,
): string {
  const url = new URL(authorizationEndpoint);
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope,
    state,
    nonce,
    code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
    // A station is shared: never the account of whoever was here before without asking.
    prompt: 'select_account',
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

/** 256 random bits, as RFC 7636 recommends for verifiers. */
function randomText(): string {
  return randomBytes(32).toString('base64url');
}
