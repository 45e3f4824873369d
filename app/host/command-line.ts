/** What an Electron executable is told: switches for Node, switches for the browser, and what to run. */
export interface CommandLine {
  /** Modules to load before the program (`-r`). */
  readonly preloads: readonly string[];
  /** The inspector's port (0: any free one); undefined without `--inspect`. */
  readonly inspectorPort: number | undefined;
  readonly waitForInspector: boolean;
  readonly debuggingPort: number | undefined;
  /** Other switches before the program's path; they go to the browser. */
  readonly switches: ReadonlyMap<string, string>;
  /** A folder with a package.json, or a script. */
  readonly program: string;
}

const defaultInspectorPort = 9229;

/** @throws Error when no program is named */
export function parseCommandLine(values: readonly string[]): CommandLine {
  const preloads: string[] = [];
  const switches = new Map<string, string>();
  let inspectorPort: number | undefined;
  let waitForInspector = false;
  let index = 0;
  for (; values[index]?.startsWith('-'); index++) {
    const value = values[index] ?? '';
    const [name, setting] = splitSwitch(value);
    if (value === '-r' || name === 'require') preloads.push(setting || (values[++index] ?? ''));
    else if (name === 'inspect' || name === 'inspect-brk') {
      inspectorPort = setting === '' ? defaultInspectorPort : Number(setting.split(':').at(-1));
      waitForInspector ||= name === 'inspect-brk';
    } else switches.set(name, setting);
  }
  const program = values[index];
  if (!program) throw new Error('Usage: electron [switches] <folder or script> [arguments]');
  const port = switches.get('remote-debugging-port');
  switches.delete('remote-debugging-port');
  const debuggingPort = port === undefined ? undefined : Number(port);
  return { preloads, inspectorPort, waitForInspector, debuggingPort, switches, program };
}

function splitSwitch(value: string): [name: string, setting: string] {
  const match = /^--?(?<name>[^=]+)=?(?<setting>.*)$/s.exec(value);
  return [match?.groups?.['name'] ?? '', match?.groups?.['setting'] ?? ''];
}
