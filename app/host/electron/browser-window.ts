import { readFileSync } from 'node:fs';
import type { Page } from '../chromium/page.ts';
import type { Bounds, Rectangle } from '../chromium/protocol.ts';
import { UnsupportedError } from '../unsupported.ts';
import { parseColour } from './colour.ts';
import { createEvent, ElectronEmitter } from './electron-emitter.ts';
import type { NativeImage } from './native-image.ts';
import type { Runtime } from './runtime.ts';
import { WebContents } from './web-contents.ts';

/** The options that have an effect here. Windows of the host are isolated and sandboxed; asking for less is refused. */
export interface BrowserWindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly x?: number;
  readonly y?: number;
  readonly show?: boolean;
  readonly backgroundColor?: string;
  readonly webPreferences?: WebPreferences;
}

interface WebPreferences {
  readonly preload?: string;
  readonly contextIsolation?: boolean;
  readonly sandbox?: boolean;
  readonly nodeIntegration?: boolean;
  readonly webSecurity?: boolean;
  readonly webviewTag?: boolean;
}

/** Where a window waits that is not shown yet: outside any screen. */
const outside = { left: -20_000, top: -20_000 };

/** Electron's `BrowserWindow`. */
export class BrowserWindow extends ElectronEmitter {
  readonly webContents: WebContents;
  private static runtime: Runtime | null = null;
  private static readonly windows = new Set<BrowserWindow>();
  private readonly place: { left: number; top: number; width: number; height: number };
  private readonly prepared: Promise<{ page: Page; windowId: number }>;
  private visible: boolean;
  private minimized = false;
  private readyToShow = false;
  private backgroundColour: string;

  constructor(options: BrowserWindowOptions = {}) {
    super();
    const { runtime } = BrowserWindow;
    if (!runtime?.app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    requireIsolation(options.webPreferences);
    const { width = 800, height = 600, x = 0, y = 0, webPreferences } = options;
    this.place = { left: x, top: y, width, height };
    this.visible = options.show ?? true;
    this.backgroundColour = options.backgroundColor ?? '#FFFFFF';
    const preloadSource = webPreferences?.preload ? readFileSync(webPreferences.preload, 'utf8') : '';
    this.webContents = new WebContents({
      ...runtime,
      open: (page) => runtime.openPage({ ...page, size: { width, height }, preloadSource }),
      onGone: (details, contents) => runtime.app.emit('render-process-gone', createEvent({}), contents, details),
    });
    this.prepared = this.prepare(runtime);
    this.prepared.catch((error: unknown) => runtime.onProblem(error));
    this.follow(runtime);
    BrowserWindow.windows.add(this);
    runtime.app.emit('web-contents-created', createEvent({}), this.webContents);
    runtime.app.emit('browser-window-created', createEvent({}), this);
  }

  /** For the host: what windows stand on. */
  static attach(runtime: Runtime): void {
    BrowserWindow.runtime = runtime;
  }

  static getAllWindows(): BrowserWindow[] {
    return [...BrowserWindow.windows];
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null;
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  reload(): void {
    this.webContents.reload();
  }

  capturePage(area?: Rectangle): Promise<NativeImage> {
    return this.webContents.capturePage(area);
  }

  show(): void {
    this.visible = true;
    this.arrange();
    this.emit('show');
  }

  focus(): void {
    void this.prepared.then(({ page }) => page.session.send('Page.bringToFront'));
  }

  minimize(): void {
    this.minimized = true;
    this.move({ windowState: 'minimized' });
  }

  restore(): void {
    this.minimized = false;
    this.move({ windowState: 'normal' });
  }

  isMinimized(): boolean {
    return this.minimized;
  }

  isVisible(): boolean {
    return this.visible && !this.minimized;
  }

  isDestroyed(): boolean {
    return this.webContents.isDestroyed();
  }

  getBounds(): Rectangle {
    const { left, top, width, height } = this.place;
    return { x: left, y: top, width, height };
  }

  setBounds({ x, y, width, height }: Partial<Rectangle>): void {
    Object.assign(this.place, { left: x ?? this.place.left, top: y ?? this.place.top });
    Object.assign(this.place, { width: width ?? this.place.width, height: height ?? this.place.height });
    this.arrange();
  }

  getBackgroundColor(): string {
    return this.backgroundColour;
  }

  setBackgroundColor(colour: string): void {
    this.backgroundColour = colour;
    void this.prepared.then(({ page }) => this.paintBackground(page));
  }

  /** Asks the window, which may refuse in its `close` event, and closes it. */
  close(): void {
    void this.closeGently();
  }

  destroy(): void {
    void this.closeTarget();
  }

  /** For the host: resolves to whether the window has closed. */
  async closeGently(): Promise<boolean> {
    if (this.isDestroyed()) return true;
    const event = createEvent({});
    this.emit('close', event);
    if (event.defaultPrevented) return false;
    await this.closeTarget();
    return true;
  }

  private async closeTarget(): Promise<void> {
    if (this.isDestroyed()) return;
    const page = await this.webContents.whenOpened();
    const closed = new Promise((resolve) => this.once('closed', resolve));
    // It may be on its way out already.
    await BrowserWindow.runtime?.closePage(page).catch(() => {});
    await closed;
  }

  private async prepare({ nativeTheme, windowOf }: Runtime): Promise<{ page: Page; windowId: number }> {
    const page = await this.webContents.whenOpened();
    const windowId = await windowOf(page);
    await Promise.all([this.paintBackground(page), applyTheme(page, nativeTheme.themeSource)]);
    await this.settle(page, windowId);
    return { page, windowId };
  }

  private follow({ app, nativeTheme, onProblem }: Runtime): void {
    const theme = () => {
      this.prepared.then(({ page }) => applyTheme(page, nativeTheme.themeSource)).catch(onProblem);
    };
    nativeTheme.on('updated', theme);
    for (const event of ['first-paint', 'did-finish-load']) this.webContents.on(event, () => this.announceReady());
    this.webContents.on('close-requested', () => this.close());
    this.webContents.on('destroyed', () => {
      nativeTheme.off('updated', theme);
      BrowserWindow.windows.delete(this);
      this.emit('closed', createEvent({}));
      if (BrowserWindow.windows.size === 0 && !app.isEnding()) app.emit('window-all-closed');
    });
  }

  private announceReady(): void {
    if (this.readyToShow) return;
    this.readyToShow = true;
    this.emit('ready-to-show', createEvent({}));
  }

  private arrange(): void {
    this.prepared
      .then(({ page, windowId }) => this.settle(page, windowId))
      .catch((error: unknown) => BrowserWindow.runtime?.onProblem(error));
  }

  /** Sets the page's size, not the window's: without a screen the browser takes the height of its unseen bars off it. */
  private async settle(page: Page, windowId: number): Promise<void> {
    const { left, top, width, height } = this.place;
    const bounds = this.visible ? { left, top } : outside;
    await page.session.send('Browser.setWindowBounds', { windowId, bounds });
    await page.session.send('Browser.setContentsSize', { windowId, width, height });
  }

  private move(bounds: Bounds): void {
    this.prepared
      .then(({ page, windowId }) => page.session.send('Browser.setWindowBounds', { windowId, bounds }))
      .catch((error: unknown) => BrowserWindow.runtime?.onProblem(error));
  }

  private async paintBackground(page: Page): Promise<void> {
    await page.session.send('Emulation.setDefaultBackgroundColorOverride', {
      color: parseColour(this.backgroundColour),
    });
  }
}

async function applyTheme(page: Page, source: 'system' | 'light' | 'dark'): Promise<void> {
  const features = source === 'system' ? [] : [{ name: 'prefers-color-scheme', value: source }];
  await page.session.send('Emulation.setEmulatedMedia', { features });
}

function requireIsolation(preferences: WebPreferences = {}): void {
  const { contextIsolation = true, sandbox = true, nodeIntegration = false } = preferences;
  const { webSecurity = true, webviewTag = false } = preferences;
  if (contextIsolation && sandbox && !nodeIntegration && webSecurity && !webviewTag) return;
  throw new UnsupportedError('A window without contextIsolation, sandbox and webSecurity, or with Node or webviews,');
}
