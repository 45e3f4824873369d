import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import type { Configuration, Provider } from 'oidc-provider';
import { choicePage, faultPage } from './choice-page.ts';
import { importProvider } from './import-provider.ts';
import type { ProviderPerson } from './people.ts';

/** Whom the provider lets ask: a program on a person's machine, which is answered to on the loopback. */
export interface ProviderClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

interface Options {
  readonly clients: readonly ProviderClient[];
  readonly people: readonly ProviderPerson[];
  /** 0 takes a free port. */
  readonly port: number;
}

export interface RunningProvider {
  readonly issuer: string;
  readonly port: number;
  stop(): Promise<void>;
}

const choicePath = /^\/choose\/[\w-]+$/;

/**
 * A real OpenID provider on the loopback for development and tests: anybody may be anybody of `people`, without a
 * password. It speaks the protocol as Google does, and insists on PKCE. Everything is forgotten when it stops.
 */
export async function openIdentityProvider({ clients, people, port }: Options): Promise<RunningProvider> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${address.port}`;
  const { Provider, interactionPolicy, createMemoryAdapter } = await importProvider();
  const policy = interactionPolicy.base();
  // Stations are shared, so they ask the provider to ask.
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  const provider = new Provider(issuer, {
    ...(await configurationFor(clients, people)),
    interactions: { policy, url: (_context, { uid }) => `/choose/${uid}` },
    adapter: createMemoryAdapter(),
  });
  serve(server, provider, people);
  return { issuer, port: address.port, stop: () => stop(server) };
}

async function configurationFor(
  clients: readonly ProviderClient[],
  people: readonly ProviderPerson[],
): Promise<Configuration> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return {
    clients: clients.map(({ clientId, clientSecret }) => ({
      client_id: clientId,
      client_secret: clientSecret,
      token_endpoint_auth_method: 'client_secret_post',
      application_type: 'native',
      grant_types: ['authorization_code'],
      response_types: ['code'],
      // Of native programs on the loopback the port may differ.
      redirect_uris: ['http://127.0.0.1/signed-in'],
    })),
    jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    // The address is in the ID token, as Google puts it there.
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    ttl: { AuthorizationCode: 60, Interaction: 600, Session: 600, Grant: 600, IdToken: 600, AccessToken: 600 },
    findAccount(_context, subject) {
      const person = people.find((each) => each.subject === subject);
      if (!person) return undefined;
      const { name, email, isVerified } = person;
      return { accountId: subject, claims: () => ({ sub: subject, name, email, email_verified: isVerified }) };
    },
    // Whoever chose a name has consented.
    async loadExistingGrant({ oidc }) {
      const { client, session, provider } = oidc;
      if (!client || !session?.accountId) return undefined;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  };
}

function serve(server: Server, provider: Provider, people: readonly ProviderPerson[]): void {
  const speakProtocol = provider.callback();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!choicePath.test(request.url ?? '')) {
      void speakProtocol(request, response);
      return;
    }
    const handle = request.method === 'POST' ? takeChoice : showChoice;
    handle(provider, people, request, response).catch((error: unknown) => {
      sendPage(response, 400, faultPage(error instanceof Error ? `${error.message}.` : 'The request is not known.'));
    });
  });
}

async function showChoice(
  provider: Provider,
  people: readonly ProviderPerson[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { uid } = await provider.interactionDetails(request, response);
  sendPage(response, 200, choicePage(people, `/choose/${uid}`));
}

async function takeChoice(
  provider: Provider,
  people: readonly ProviderPerson[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const subject = new URLSearchParams(await readForm(request)).get('subject');
  const person = people.find((each) => each.subject === subject);
  const result = person
    ? { login: { accountId: person.subject, remember: false }, select_account: {}, consent: {} }
    : { error: 'access_denied', error_description: 'nobody was chosen' };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

async function readForm(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request as AsyncIterable<Buffer>) {
    text += chunk.toString();
    if (text.length > 1_000) throw new Error('The form is too long');
  }
  return text;
}

function sendPage(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' }).end(text);
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise((resolve) => {
    server.close(resolve);
  });
  server.closeAllConnections();
  await closed;
}
