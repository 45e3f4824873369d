import path from 'node:path';
import { createAppPaths, type Program } from './app-paths.ts';
import { createEvent, ElectronEmitter } from './electron-emitter.ts';
import { takeSingleInstanceLock, type SingleInstanceLock } from './single-instance-lock.ts';

/** What `app` needs of the windows and of the browser under them. */
export interface AppSurroundings {
  /** Asks each window to close; false if one refused. */
  closeAllWindows(): Promise<boolean>;
  destroyAllWindows(): void;
  stopBrowser(): Promise<void>;
}

type QuitState = 'running' | 'quitting' | 'gone';

/** Electron's `app`. */
export class App extends ElectronEmitter {
  readonly isPackaged = false;
  readonly commandLine;
  private program: Program;
  private readonly switches: Map<string, string>;
  private readonly paths;
  private readonly ready: Promise<void>;
  private markReady!: () => void;
  private readyState = false;
  private quitState: QuitState = 'running';
  private lock: SingleInstanceLock | null = null;
  private surroundings: AppSurroundings | null = null;

  constructor(program: Program, switches: ReadonlyMap<string, string>) {
    super();
    this.program = program;
    this.switches = new Map(switches);
    this.paths = createAppPaths(() => this.program);
    this.ready = new Promise((resolve) => (this.markReady = resolve));
    this.commandLine = {
      appendSwitch: (name: string, value = '') => void this.switches.set(name.replace(/^--/, ''), value),
      hasSwitch: (name: string) => this.switches.has(name),
      getSwitchValue: (name: string) => this.switches.get(name) ?? '',
      removeSwitch: (name: string) => void this.switches.delete(name),
    };
  }

  get name(): string {
    return this.program.name;
  }

  set name(name: string) {
    this.program = { ...this.program, name };
  }

  getName(): string {
    return this.name;
  }

  setName(name: string): void {
    this.name = name;
  }

  getVersion(): string {
    return this.program.version;
  }

  getAppPath(): string {
    return this.program.folder;
  }

  getLocale(): string {
    return new Intl.DateTimeFormat().resolvedOptions().locale;
  }

  getPath(name: string): string {
    return this.paths.get(name);
  }

  setPath(name: string, folder: string): void {
    this.paths.set(name, folder);
  }

  setAppLogsPath(folder = path.join(this.getPath('userData'), 'logs')): void {
    this.paths.set('logs', folder);
  }

  /** All windows here are sandboxed anyway. */
  enableSandbox(): void {}

  isReady(): boolean {
    return this.readyState;
  }

  whenReady(): Promise<void> {
    return this.ready;
  }

  requestSingleInstanceLock(): boolean {
    this.lock ??= takeSingleInstanceLock(this.getPath('userData'), (commandLine, workingDirectory) =>
      this.emit('second-instance', createEvent({}), commandLine, workingDirectory),
    );
    return this.lock !== null;
  }

  hasSingleInstanceLock(): boolean {
    return this.lock !== null;
  }

  releaseSingleInstanceLock(): void {
    this.lock?.release();
    this.lock = null;
  }

  /** Closes all windows, which may refuse, and ends the program. */
  quit(): void {
    if (this.quitState !== 'running') return;
    this.quitState = 'quitting';
    this.quitGently().catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      this.exit(1);
    });
  }

  /** Ends the program without asking anybody. */
  exit(code = 0): void {
    if (this.quitState === 'gone') return;
    this.quitState = 'gone';
    this.surroundings?.destroyAllWindows();
    void this.leave(code);
  }

  private async quitGently(): Promise<void> {
    const before = createEvent({});
    this.emit('before-quit', before);
    if (before.defaultPrevented || !((await this.surroundings?.closeAllWindows()) ?? true)) {
      this.quitState = 'running';
      return;
    }
    const will = createEvent({});
    this.emit('will-quit', will);
    if (will.defaultPrevented) {
      this.quitState = 'running';
      return;
    }
    this.quitState = 'gone';
    await this.leave(0);
  }

  private async leave(code: number): Promise<void> {
    this.emit('quit', createEvent({}), code);
    await this.surroundings?.stopBrowser();
    this.releaseSingleInstanceLock();
    process.exit(code);
  }

  /** For the host: what `app` closes and stops at its end. */
  attach(surroundings: AppSurroundings): void {
    this.surroundings = surroundings;
  }

  /** For the host: the switches that the browser is to get. */
  browserSwitches(): ReadonlyMap<string, string> {
    return this.switches;
  }

  /** For the host: whether the end has begun, so that the browser need not start any more. */
  isEnding(): boolean {
    return this.quitState !== 'running';
  }

  /** For the host: the browser stands, the program may open windows. */
  becomeReady(): void {
    this.readyState = true;
    this.markReady();
    this.emit('ready', createEvent({}), {});
  }
}
