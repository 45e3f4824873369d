import type { DevToolsSession } from './devtools-connection.ts';
import type { PausedRequest } from './protocol.ts';
import { browserUrlPattern, fromBrowserUrl } from './scheme-map.ts';

/** What decides over the requests of a page. Addresses are the program's (`app://…`), not Chromium's. */
export interface RequestPolicy {
  readonly schemes: ReadonlySet<string>;
  /** Asked before a document is loaded into a frame. */
  mayNavigate(navigation: { url: string; frameId: string; isRedirect: boolean }): boolean;
  /** Answers requests for custom schemes; null where nobody does. */
  answer(request: Request): Promise<Response | null>;
  onProblem(message: string): void;
}

/**
 * A second policy for documents, which forbids nothing but new windows: a window that the browser has opened could only be
 * closed again, and by then its request may be under way.
 */
const noPopups = [
  'Content-Security-Policy',
  'sandbox allow-scripts allow-same-origin allow-forms allow-modals allow-downloads allow-pointer-lock ' +
    'allow-orientation-lock allow-presentation allow-top-navigation allow-storage-access-by-user-activation',
] as const;

/** Pauses each document load and each request for a custom scheme, and asks `policy` about it. */
export async function interceptRequests(session: DevToolsSession, policy: RequestPolicy): Promise<void> {
  session.on('Fetch.requestPaused', (paused) => {
    decide(session, policy, paused).catch((error: unknown) => {
      // The frame went away while it was being answered, or the program's handler failed.
      policy.onProblem(`${paused.request.url}: ${String(error)}`);
      session.send('Fetch.failRequest', { requestId: paused.requestId, errorReason: 'Failed' }).catch(() => {});
    });
  });
  await session.send('Fetch.enable', {
    patterns: [{ urlPattern: browserUrlPattern }, { urlPattern: '*', resourceType: 'Document' }],
  });
}

async function decide(session: DevToolsSession, policy: RequestPolicy, paused: PausedRequest): Promise<void> {
  const { requestId } = paused;
  const url = fromBrowserUrl(paused.request.url, policy.schemes);
  const isRedirect = paused.redirectedRequestId !== undefined;
  const navigation = { url: url + (paused.request.urlFragment ?? ''), frameId: paused.frameId, isRedirect };
  if (paused.resourceType === 'Document' && !policy.mayNavigate(navigation)) {
    // "Aborted" leaves the document as it is; other reasons would put an error page in its place.
    await session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
  } else if (url === paused.request.url) {
    await session.send('Fetch.continueRequest', { requestId });
  } else {
    await serve(session, policy, paused, url);
  }
}

async function serve(
  session: DevToolsSession,
  policy: RequestPolicy,
  paused: PausedRequest,
  url: string,
): Promise<void> {
  const { requestId } = paused;
  const { method, headers, postData } = paused.request;
  const response = await policy.answer(new Request(url, { method, headers, body: postData ?? null }));
  if (!response) {
    await session.send('Fetch.failRequest', { requestId, errorReason: 'AddressUnreachable' });
    return;
  }
  await session.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders: [...response.headers, ...(paused.resourceType === 'Document' ? [noPopups] : [])].map(
      ([name, value]) => ({ name, value }),
    ),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  });
}
