import { execFile, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { Config } from '../config.ts';

const root = join(import.meta.dirname, '../..');

/** Builds the server's programs where they are stale. */
export async function buildServer(): Promise<void> {
  await promisify(execFile)(process.execPath, [join(root, '.scripts/build.mjs'), 'server'], { cwd: root });
}

/** A program of the server as users run it: built, in a process of its own. */
export interface BuiltProgram {
  readonly process: ChildProcess;
  readonly port: number | undefined;
  /** What it has said on stderr so far, line by line. */
  readonly lines: readonly string[];
  /** SIGKILL, and wait until it is gone. */
  kill(): Promise<void>;
}

/** Starts a built program on the data of a test; resolves when it says that it is ready. */
export async function startBuiltProgram(
  name: 'api' | 'worker' | 'payment-gateway',
  config: Config,
  overrides: Readonly<Record<string, string>> = {},
): Promise<BuiltProgram> {
  const child = fork(join(root, 'out/server', `${name}.js`), {
    env: {
      ...process.env,
      MONGODB_URL: config.mongoUrl,
      REDIS_URL: config.redisUrl,
      ACCESS_TOKEN_SECRET: config.accessTokenSecret,
      TICKET_SIGNING_KEY: config.ticketSigningKey,
      PAYMENT_GATEWAY_URL: config.paymentGatewayUrl,
      PAYMENT_GATEWAY_KEY: config.paymentGatewayKey,
      PAYMENT_WEBHOOK_SECRET: config.paymentWebhookSecret,
      LOG_LEVEL: 'silent',
      TRUSTED_DOCUMENTS: 'off',
      RATE_LIMIT: 'off',
      PORT: '0',
      PAYMENT_GATEWAY_PORT: '0',
      ...overrides,
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const lines: string[] = [];
  if (child.stderr) createInterface({ input: child.stderr }).on('line', (line) => lines.push(line));
  const [ready] = (await Promise.race([once(child, 'message'), once(child, 'exit').then(failed(name, lines))])) as [
    { readonly port?: number },
  ];
  return {
    process: child,
    port: ready.port,
    lines,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function failed(name: string, lines: readonly string[]): () => never {
  return () => {
    throw new Error(`the ${name} program ended before it was ready: ${lines.join('\n')}`);
  };
}
