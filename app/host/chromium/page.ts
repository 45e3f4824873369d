import type { FromHost, ToHost } from '../page/page-script-settings.ts';
import type { DevToolsConnection, DevToolsSession } from './devtools-connection.ts';
import { followFrames, type FrameInfo, type Frames } from './frames.ts';
import { createPageScripts, isolatedWorldName, type PageScripts } from './page-scripts.ts';
import { interceptRequests, type RequestPolicy } from './requests.ts';

/** What a page tells its window. */
export interface PageListener {
  onMessage(frame: FrameInfo | undefined, message: ToHost): void;
  onWindowOpen(opened: { url: string; frameName: string; features: string }): void;
  /** A document has been committed; `loader` names it. */
  onNavigated(url: string, loader: string): void;
  onLoad(loader: string): void;
  onFirstPaint(): void;
  onCrash(): void;
  onClosed(): void;
}

export interface PageOptions {
  readonly preloadSource: string;
  readonly policy: RequestPolicy;
  readonly listener: PageListener;
}

/** One window's page in the browser. */
export interface Page {
  readonly targetId: string;
  readonly session: DevToolsSession;
  readonly frames: Frames;
  /** Speaks to the isolated world of the top frame; lost where no document is there to hear it. */
  post(message: FromHost): void;
}

/** Takes over a freshly opened target, which waits until everything is in place. */
export async function takePage(
  connection: DevToolsConnection,
  target: { targetId: string; sessionId: string },
  options: PageOptions,
): Promise<Page> {
  const session = connection.session(target.sessionId);
  const scripts = createPageScripts(options.preloadSource);
  const frames = followFrames(session, target.targetId, isolatedWorldName);
  listen(connection, target.sessionId, frames, scripts, options.listener);
  await prepare(connection, session, scripts, options.policy);
  return {
    targetId: target.targetId,
    session,
    frames,
    post(message) {
      const contextId = frames.mainContext();
      if (contextId === undefined) return;
      const text = JSON.stringify(JSON.stringify(message));
      const expression = `globalThis[${JSON.stringify(scripts.settings.receiver)}](${text})`;
      // A document that goes away meanwhile has no use for the message.
      session.send('Runtime.evaluate', { expression, contextId }).catch(() => {});
    },
  };
}

async function prepare(
  connection: DevToolsConnection,
  session: DevToolsSession,
  scripts: PageScripts,
  policy: RequestPolicy,
): Promise<void> {
  followSubframes(connection, session, policy);
  const worldName = isolatedWorldName;
  await Promise.all([
    session.send('Page.enable'),
    session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
    session.send('Runtime.enable'),
    session.send('Runtime.addBinding', { name: scripts.settings.sender, executionContextName: worldName }),
    session.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.mainWorld }),
    session.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.isolatedWorld, worldName }),
    session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }),
    interceptRequests(session, policy),
    session.send('Runtime.runIfWaitingForDebugger'),
  ]);
}

/** Frames of other sites live in processes of their own, with requests of their own; workers are let go at once. */
function followSubframes(connection: DevToolsConnection, session: DevToolsSession, policy: RequestPolicy): void {
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    const child = connection.session(sessionId);
    const intercepted = targetInfo.type === 'iframe' ? interceptRequests(child, policy) : Promise.resolve();
    intercepted
      .then(() => child.send('Runtime.runIfWaitingForDebugger'))
      // Gone before it was let go.
      .catch(() => {});
  });
}

function listen(
  connection: DevToolsConnection,
  sessionId: string,
  frames: Frames,
  scripts: PageScripts,
  listener: PageListener,
): void {
  const session = connection.session(sessionId);
  session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    if (name !== scripts.settings.sender) return;
    listener.onMessage(frames.ofContext(executionContextId), JSON.parse(payload) as ToHost);
  });
  session.on('Page.windowOpen', ({ url, windowName, windowFeatures }) =>
    listener.onWindowOpen({ url, frameName: windowName, features: windowFeatures.join(',') }),
  );
  session.on('Page.frameNavigated', ({ frame }) => {
    if (frame.parentId === undefined) listener.onNavigated(frame.url, frame.loaderId);
  });
  session.on('Page.lifecycleEvent', ({ frameId, loaderId, name }) => {
    if (frameId !== frames.main().id) return;
    if (name === 'load') listener.onLoad(loaderId);
    else if (name === 'firstPaint') listener.onFirstPaint();
  });
  session.on('Inspector.targetCrashed', () => listener.onCrash());
  connection.browser.on('Target.detachedFromTarget', (detached) => {
    if (detached.sessionId === sessionId) listener.onClosed();
  });
}
