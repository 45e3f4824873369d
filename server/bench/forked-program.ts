import { fork, type ChildProcess, type ForkOptions } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Starts a built program and waits for its first message. Throws when it ends before that. */
export async function forkProgram<Ready>(
  name: string,
  parameters: readonly string[],
  options: Pick<ForkOptions, 'execArgv' | 'env'> = {},
): Promise<{ readonly child: ChildProcess; readonly ready: Ready }> {
  const child = fork(join(import.meta.dirname, `${name}.js`), [...parameters], {
    ...options,
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const [ready] = (await Promise.race([once(child, 'message'), failedStart(child, name)])) as [Ready];
  return { child, ready };
}

async function failedStart(child: ChildProcess, name: string): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null];
  throw new Error(`${name} ended with ${code ?? 'a signal'} before it was ready`);
}
