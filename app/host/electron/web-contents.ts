import type { FrameInfo } from '../chromium/frames.ts';
import type { Page, PageListener } from '../chromium/page.ts';
import type { Rectangle } from '../chromium/protocol.ts';
import type { RequestPolicy } from '../chromium/requests.ts';
import { fromBrowserUrl, toBrowserUrl } from '../chromium/scheme-map.ts';
import type { FromHost, ToHost } from '../page/page-script-settings.ts';
import { encodeClone } from '../structured-clone-text.ts';
import { UnsupportedError } from '../unsupported.ts';
import { deferred, type Deferred } from '../deferred.ts';
import { createEvent, ElectronEmitter } from './electron-emitter.ts';
import type { IpcMain } from './ipc-main.ts';
import { imageFromPng, type NativeImage } from './native-image.ts';
import { devToolsPrintOptions, type PrintToPdfOptions } from './print-options.ts';
import type { ProtocolRegistry } from './protocol.ts';
import type { WebFrame } from './web-frame.ts';

type WindowOpenHandler = (details: { url: string; frameName: string; features: string }) => {
  action: 'deny' | 'allow';
};

/** What a page needs of the modules of the main process. */
export interface WebContentsSurroundings {
  readonly ipcMain: IpcMain;
  readonly protocols: ProtocolRegistry;
  /** Opens the page in the browser. */
  open(contents: { policy: RequestPolicy; listener: PageListener }): Promise<Page>;
  onGone(reason: { reason: 'crashed'; exitCode: number }, contents: WebContents): void;
}

let lastId = 0;

/** Electron's `WebContents`. */
export class WebContents extends ElectronEmitter {
  readonly id = ++lastId;
  private readonly surroundings: WebContentsSurroundings;
  private readonly opening: Promise<Page>;
  private page: Page | null = null;
  private destroyed = false;
  private crashed = false;
  /** Addresses that the program itself asked for, which no guard is asked about. */
  private readonly ownNavigations = new Set<string>();
  private windowOpenHandler: WindowOpenHandler | null = null;
  /** The load that `loadURL` waits for. */
  private loading: { readonly url: string; readonly loader: string; readonly settled: Deferred<void> } | null = null;

  constructor(surroundings: WebContentsSurroundings) {
    super();
    this.surroundings = surroundings;
    this.opening = surroundings.open({ policy: this.requestPolicy(), listener: this.pageListener() });
    this.opening.then((page) => (this.page = page)).catch(() => {});
  }

  get mainFrame(): WebFrame {
    return this.frame(this.page?.frames.main());
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  isCrashed(): boolean {
    return this.crashed;
  }

  getURL(): string {
    return this.programUrl(this.page?.frames.main().url ?? '');
  }

  /** Resolves when the page has loaded. @throws Error with Chromium's code when it can't be */
  async loadURL(url: string): Promise<void> {
    const page = await this.opening;
    const browserUrl = new URL(toBrowserUrl(url, this.surroundings.protocols.schemes)).href;
    const ownUrl = this.programUrl(browserUrl);
    this.ownNavigations.add(ownUrl);
    const { errorText, loaderId } = await page.session.send('Page.navigate', { url: browserUrl });
    this.ownNavigations.delete(ownUrl);
    if (errorText) {
      this.emit('did-fail-load', createEvent({}), errorText, url, true);
      throw new Error(`${errorText.replace('net::', '')} loading '${url}'`);
    }
    // Without a loader only the fragment changed, and nothing loads.
    if (loaderId) await this.untilLoaded(loaderId, url);
  }

  private untilLoaded(loader: string, url: string): Promise<void> {
    this.abortLoading();
    this.loading = { url, loader, settled: deferred() };
    return this.loading.settled.promise;
  }

  /** Another document took the place of the one that is being waited for; without effect once that has loaded. */
  private abortLoading(): void {
    this.loading?.settled.reject(new Error(`ERR_ABORTED (-3) loading '${this.loading.url}'`));
    this.loading = null;
  }

  reload(): void {
    this.ownNavigations.add(this.getURL());
    void this.opening.then((page) => page.session.send('Page.reload', {}));
  }

  /** Tells the page's preload script; lost where no document hears it, as in Electron. */
  send(channel: string, ...values: unknown[]): void {
    const message: FromHost = { kind: 'event', channel, values: encodeClone(values) };
    this.page?.post(message);
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.windowOpenHandler = handler;
  }

  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    const page = await this.opening;
    const parameters = { expression: code, awaitPromise: true, returnByValue: true, userGesture };
    const { result, exceptionDetails } = await page.session.send('Runtime.evaluate', parameters);
    if (exceptionDetails) throw new Error(result.description ?? 'Script failed to execute');
    return result.value;
  }

  async capturePage(area?: Rectangle): Promise<NativeImage> {
    const page = await this.opening;
    const clip = area && { clip: { ...area, scale: 1 } };
    const { data } = await page.session.send('Page.captureScreenshot', { format: 'png', ...clip });
    return imageFromPng(Buffer.from(data, 'base64'));
  }

  async printToPDF(options: PrintToPdfOptions = {}): Promise<Buffer> {
    const page = await this.opening;
    const { data } = await page.session.send('Page.printToPDF', devToolsPrintOptions(options));
    return Buffer.from(data, 'base64');
  }

  forcefullyCrashRenderer(): void {
    // The process ends without an answer.
    void this.opening.then((page) => page.session.send('Page.crash').catch(() => {}));
  }

  close(): void {
    this.emit('close-requested');
  }

  /** For the host. */
  whenOpened(): Promise<Page> {
    return this.opening;
  }

  /** For the host: `webContents.fromDevToolsTargetId`. */
  targetId(): string | undefined {
    return this.page?.targetId;
  }

  private programUrl(browserUrl: string): string {
    return fromBrowserUrl(browserUrl, this.surroundings.protocols.schemes);
  }

  private frame(info: FrameInfo | undefined): WebFrame {
    const url = this.programUrl(info?.url ?? '');
    const parent = info?.parentId ? this.page?.frames.get(info.parentId) : undefined;
    const origin = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(url)?.[0] ?? 'null';
    return { url, origin, parent: parent ? this.frame(parent) : null };
  }

  private requestPolicy(): RequestPolicy {
    const { protocols } = this.surroundings;
    return {
      schemes: protocols.schemes,
      answer: (request) => protocols.answer(request),
      onProblem: (message) => void process.stderr.write(`${message}\n`),
      mayNavigate: ({ url, frameId, isRedirect }) => {
        if (this.ownNavigations.delete(url)) return true;
        const isMainFrame = frameId === this.page?.targetId;
        const details = createEvent({ url, isMainFrame, isSameDocument: false, frame: this.mainFrame });
        if (isRedirect) this.emit('will-redirect', details, url);
        else {
          this.emit('will-frame-navigate', details);
          if (isMainFrame) this.emit('will-navigate', details, url);
        }
        return !details.defaultPrevented;
      },
    };
  }

  private pageListener(): PageListener {
    return {
      onMessage: (frame, message) => this.receive(frame, message),
      onWindowOpen: (opened) => this.decideWindowOpen(opened),
      onNavigated: (url, loader) => {
        this.crashed = false;
        if (this.loading && this.loading.loader !== loader) this.abortLoading();
        this.emit('did-navigate', createEvent({}), this.programUrl(url));
      },
      onLoad: (loader) => {
        if (this.loading?.loader === loader) this.loading.settled.resolve();
        this.emit('did-finish-load', createEvent({}));
      },
      onFirstPaint: () => this.emit('first-paint'),
      onCrash: () => {
        this.crashed = true;
        const details = { reason: 'crashed', exitCode: crashExitCode } as const;
        this.emit('render-process-gone', createEvent({}), details);
        this.surroundings.onGone(details, this);
      },
      onClosed: () => {
        if (this.destroyed) return;
        this.destroyed = true;
        this.abortLoading();
        this.emit('destroyed', createEvent({}));
      },
    };
  }

  private receive(info: FrameInfo | undefined, message: ToHost): void {
    if (message.kind === 'preload-error') {
      this.emit('preload-error', createEvent({}), '', new Error(message.message));
      return;
    }
    const event = { type: 'frame' as const, sender: this, senderFrame: info ? this.frame(info) : null };
    if (message.kind === 'send') {
      this.surroundings.ipcMain.deliver(event, message.channel, message.values);
      return;
    }
    const { id, channel, values } = message;
    this.surroundings.ipcMain.answer(event, channel, values).then(
      (value) => this.page?.post({ kind: 'reply', id, value }),
      (error: unknown) => this.page?.post({ kind: 'failure', id, message: (error as Error).message }),
    );
  }

  private decideWindowOpen(opened: { url: string; frameName: string; features: string }): void {
    const url = this.programUrl(opened.url);
    const answer = this.windowOpenHandler?.({ ...opened, url });
    if (answer?.action === 'deny') return;
    process.stderr.write(`${new UnsupportedError(`Opening a window from a page (${url})`).message}\n`);
  }
}

/** What a process that was killed by SIGTRAP leaves, as a crashing renderer is on Linux. */
const crashExitCode = 133;
