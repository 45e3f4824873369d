import { randomUUID } from 'node:crypto';
import isolatedWorld from '../page/isolated-world.ts?script';
import mainWorld from '../page/main-world.ts?script';
import type { PageScriptSettings } from '../page/page-script-settings.ts';

/** The world of preload scripts, named as in Electron. */
export const isolatedWorldName = 'Electron Isolated Context';

export interface PageScripts {
  readonly settings: PageScriptSettings;
  /** For the page's own world; must be added first, because it waits for the other. */
  readonly mainWorld: string;
  readonly isolatedWorld: string;
}

/** The two scripts that each document of a window starts with. Their names are random, so that no page can know them. */
export function createPageScripts(preloadSource: string): PageScripts {
  const secret = randomUUID().replaceAll('-', '');
  const settings: PageScriptSettings = {
    handshake: `handshake-${secret}`,
    receiver: `receive${secret}`,
    sender: `send${secret}`,
    platform: process.platform,
    versions: { ...(process.versions as Record<string, string>) },
  };
  const text = JSON.stringify(settings);
  const preload = `function (require, module, exports, process) {\n${preloadSource}\n}`;
  return {
    settings,
    mainWorld: `(function (settings) {\n${mainWorld}\n})(${text});`,
    isolatedWorld: `(function (settings, preload) {\n${isolatedWorld}\n})(${text}, ${preload});`,
  };
}
