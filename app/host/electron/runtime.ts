import type { Page, PageListener } from '../chromium/page.ts';
import type { RequestPolicy } from '../chromium/requests.ts';
import type { App } from './app.ts';
import type { IpcMain } from './ipc-main.ts';
import type { ProtocolRegistry } from './protocol.ts';
import type { NativeTheme } from './small-modules.ts';

/** What windows need of the running host. */
export interface Runtime {
  readonly app: App;
  readonly ipcMain: IpcMain;
  readonly nativeTheme: NativeTheme;
  readonly protocols: ProtocolRegistry;
  /** Opens a page in the browser. @throws before the program is ready */
  readonly openPage: (options: OpenPageOptions) => Promise<Page>;
  readonly closePage: (page: Page) => Promise<void>;
  /** The id of the browser's window that shows the page. */
  readonly windowOf: (page: Page) => Promise<number>;
  readonly onProblem: (error: unknown) => void;
}

export interface OpenPageOptions {
  readonly size: { readonly width: number; readonly height: number };
  readonly preloadSource: string;
  readonly policy: RequestPolicy;
  readonly listener: PageListener;
}
