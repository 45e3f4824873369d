import type { DevToolsSession } from './devtools-connection.ts';
import type { Frame } from './protocol.ts';

export interface FrameInfo {
  readonly id: string;
  readonly parentId: string | undefined;
  /** As Chromium calls it. */
  readonly url: string;
}

export interface Frames {
  /** The page's top frame. */
  main(): FrameInfo;
  get(id: string): FrameInfo | undefined;
  /** The frame in which a call of the isolated world was made. */
  ofContext(contextId: number): FrameInfo | undefined;
  /** The isolated world of the top frame; undefined before a document has one. */
  mainContext(): number | undefined;
}

/** Follows the frames of a page and the isolated worlds (named `world`) within them. Attach before enabling domains. */
export function followFrames(session: DevToolsSession, mainFrameId: string, world: string): Frames {
  const frames = new Map<string, FrameInfo>([
    [mainFrameId, { id: mainFrameId, parentId: undefined, url: 'about:blank' }],
  ]);
  /** By the number that calls carry. A new process of the page counts from 1 again, so that it alone doesn't identify. */
  const contexts = new Map<number, { frameId: string; uniqueId: string }>();

  session.on('Page.frameNavigated', ({ frame }) => frames.set(frame.id, describe(frame)));
  session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
    const frame = frames.get(frameId);
    if (frame) frames.set(frameId, { ...frame, url });
  });
  session.on('Page.frameDetached', ({ frameId, reason }) => {
    if (reason === 'remove') frames.delete(frameId);
  });
  session.on('Runtime.executionContextCreated', ({ context }) => {
    const { id, uniqueId, name, auxData } = context;
    if (name === world) contexts.set(id, { frameId: auxData.frameId, uniqueId });
  });
  session.on('Runtime.executionContextDestroyed', ({ executionContextUniqueId }) => {
    for (const [id, { uniqueId }] of contexts) if (uniqueId === executionContextUniqueId) contexts.delete(id);
  });
  session.on('Runtime.executionContextsCleared', () => contexts.clear());

  return {
    main: () => frames.get(mainFrameId) as FrameInfo,
    get: (id) => frames.get(id),
    ofContext: (contextId) => frames.get(contexts.get(contextId)?.frameId ?? ''),
    mainContext: () => [...contexts].findLast(([, { frameId }]) => frameId === mainFrameId)?.[0],
  };
}

function describe({ id, parentId, url }: Frame): FrameInfo {
  return { id, parentId, url };
}
