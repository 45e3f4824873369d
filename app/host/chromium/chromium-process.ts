import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { connectDevTools, type DevToolsConnection } from './devtools-connection.ts';

export interface ChromiumOptions {
  readonly executable: string;
  readonly profile: string;
  readonly headless: boolean;
  /** The port for other DevTools clients (0: any free one); none when undefined. */
  readonly debuggingPort: number | undefined;
  /** Further switches, as given by `app.commandLine`. */
  readonly switches: ReadonlyMap<string, string>;
}

export interface Chromium {
  readonly connection: DevToolsConnection;
  /** `DevTools listening on ws://…`, the line that Electron prints too; null without a debugging port. */
  readonly listening: string | null;
  /** Asks for a window without tabs and address bar, which only a second call of the program can. */
  openAppWindow(url: string): void;
  /** Ends the browser; resolves when it is gone. */
  close(): Promise<void>;
}

/**
 * Starts the browser without a window. The pipe ties its life to ours: it ends when our end of the pipe does, even
 * when this process is killed.
 */
export async function launchChromium(options: ChromiumOptions): Promise<Chromium> {
  const switches = browserSwitches(options);
  const port = options.debuggingPort === undefined ? [] : [`--remote-debugging-port=${options.debuggingPort}`];
  const child = spawn(options.executable, [...switches, ...port, '--remote-debugging-pipe', '--no-startup-window'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [, , , input, output] = child.stdio as unknown as [null, null, Readable, Writable, Readable];
  const connection = connectDevTools(input, output);
  const errors = watchErrors(child);
  await Promise.race([connection.browser.send('Browser.getVersion'), failedStart(child, errors.lastWords)]);
  return {
    connection,
    listening: options.debuggingPort === undefined ? null : await errors.line,
    openAppWindow: (url) => void spawn(options.executable, [...switches, `--app=${url}`], { stdio: 'ignore' }),
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      // A browser that is on its way out answers no more.
      await connection.browser.send('Browser.close').catch(() => {});
      await exited;
    },
  };
}

function browserSwitches({ profile, headless, switches }: ChromiumOptions): string[] {
  const given = new Map(switches);
  const disabled = ['LocalNetworkAccessChecks', 'Translate', given.get('disable-features')].filter(Boolean).join(',');
  given.delete('disable-features');
  const isRoot = process.getuid?.() === 0;
  return [
    `--user-data-dir=${profile}`,
    '--allow-running-insecure-content',
    '--block-new-web-contents',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-default-apps',
    '--disable-dev-shm-usage',
    '--disable-extensions',
    `--disable-features=${disabled}`,
    '--disable-search-engine-choice-screen',
    '--disable-sync',
    '--no-default-browser-check',
    '--no-first-run',
    '--password-store=basic',
    ...(headless ? ['--headless'] : []),
    // Chromium refuses its own sandbox to root; `test-type` keeps its warning bar out of the window.
    ...(isRoot ? ['--no-sandbox', '--test-type'] : []),
    ...[...given].map(([name, value]) => (value ? `--${name}=${value}` : `--${name}`)),
  ];
}

/** Reads what the browser says on stderr: the DevTools line, and the last words in case it doesn't start. */
function watchErrors(child: ChildProcess): { line: Promise<string>; lastWords: string[] } {
  const lastWords: string[] = [];
  const line = new Promise<string>((resolve) => {
    createInterface({ input: child.stderr as Readable }).on('line', (text) => {
      if (text.startsWith('DevTools listening on ')) resolve(text);
      if (process.env['FOYER_HOST_VERBOSE']) process.stderr.write(`${text}\n`);
      if (lastWords.push(text) > 10) lastWords.shift();
    });
  });
  return { line, lastWords };
}

async function failedStart(child: ChildProcess, lastWords: readonly string[]): Promise<never> {
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  throw new Error(`Chromium ended while starting (${signal ?? `exit code ${code}`}).\n${lastWords.join('\n')}`);
}
