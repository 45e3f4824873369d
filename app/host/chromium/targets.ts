import { randomUUID } from 'node:crypto';
import { deferred, type Deferred } from '../deferred.ts';
import type { Chromium } from './chromium-process.ts';
import type { TargetInfo } from './protocol.ts';

export interface OpenedTarget {
  readonly targetId: string;
  readonly sessionId: string;
}

export interface Targets {
  /** Opens a window with an empty page that waits to be taken over. */
  open(size: { width: number; height: number }): Promise<OpenedTarget>;
}

/**
 * Opens windows and closes all that open otherwise. Under a display they are windows without tabs and address bar; those
 * can only be asked for by a first address, which names the wanted one.
 */
export async function manageTargets(chromium: Chromium, headless: boolean): Promise<Targets> {
  const { browser } = chromium.connection;
  const expected = new Map<string, Deferred<OpenedTarget>>();
  const unclaimed = new Map<string, OpenedTarget>();

  browser.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    const opened = { targetId: targetInfo.targetId, sessionId };
    const waiting = expected.get(keyOf(targetInfo, headless));
    if (waiting) waiting.resolve(opened);
    // In headless mode the target may be announced before the command that opens it has answered with its id.
    else if (headless && targetInfo.openerId === undefined) unclaimed.set(targetInfo.targetId, opened);
    else browser.send('Target.closeTarget', { targetId: targetInfo.targetId }).catch(() => {});
  });
  await browser.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
    filter: [{ type: 'page' }],
  });

  const expect = (key: string) => {
    const waiting = deferred<OpenedTarget>();
    expected.set(key, waiting);
    return waiting.promise.finally(() => expected.delete(key));
  };

  return {
    async open(size) {
      if (headless) {
        const { targetId } = await browser.send('Target.createTarget', {
          url: 'about:blank',
          newWindow: true,
          ...size,
        });
        const early = unclaimed.get(targetId);
        unclaimed.delete(targetId);
        return early ?? expect(targetId);
      }
      const url = `data:text/html,${randomUUID()}`;
      const opened = expect(url);
      chromium.openAppWindow(url);
      return opened;
    },
  };
}

function keyOf(target: TargetInfo, headless: boolean): string {
  return headless ? target.targetId : target.url;
}
