import { execFile } from 'node:child_process';

export interface RunOptions {
  readonly environment?: NodeJS.ProcessEnv;
  readonly directory?: string;
  /** Milliseconds after which the program is ended and the run fails. */
  readonly timeout?: number;
}

/** Runs a program to its end and resolves to what it wrote on stdout; rejects with its stderr if it fails. */
export function run(file: string, parameters: readonly string[], options: RunOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const settings = {
      env: options.environment ?? process.env,
      cwd: options.directory,
      timeout: options.timeout ?? 0,
      maxBuffer: 64 * 1024 * 1024,
    };
    execFile(file, [...parameters], settings, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${file} failed: ${stderr.trim() || error.message}`, { cause: error }));
    });
  });
}
