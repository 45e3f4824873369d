import { createConnection } from 'node:net';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDebianLike } from './debian/apt.ts';
import { redisPrefix } from './debian/redis-prefix.ts';
import { EngineUnavailableError, externalEngine, type Progress, type RunningEngine } from './engine.ts';
import { startEngineProcess } from './process/engine-process.ts';
import { findExecutable } from './process/executables.ts';
import { freePort } from './process/free-port.ts';
import { rememberedPort } from './process/remembered-port.ts';
import { defaultCacheDirectory } from './platform-directories.ts';

export interface RedisOptions {
  /** Redis keeps its files in `<dataDirectory>/redis`. */
  readonly dataDirectory: string;
  /** A Redis of the user's own; it wins over everything else. */
  readonly url?: string | undefined;
  /** Where fetched programs are kept; the platform's cache folder if not given. */
  readonly cacheDirectory?: string | undefined;
  /** Address of a Debian mirror; the system's own if not given. */
  readonly debianMirror?: string | undefined;
  readonly onProgress: Progress;
}

/**
 * Gives a running Redis: the user's own, or a child process of ours on a free port of 127.0.0.1.
 * @throws EngineUnavailableError when the machine has no Redis and none can be fetched.
 */
export async function startRedis(options: RedisOptions): Promise<RunningEngine> {
  if (options.url !== undefined) return externalEngine(options.url);
  const directory = join(options.dataDirectory, 'redis');
  mkdirSync(directory, { recursive: true });
  const server = await findRedis(options);
  const port = await rememberedPort(join(directory, 'port'), freePort);
  options.onProgress(`Starting ${server.kind}`);
  const engine = await startEngineProcess({
    name: server.kind,
    file: server.command[0],
    parameters: [...server.command.slice(1), ...redisParameters(directory, port)],
    workingDirectory: directory,
    logFile: join(directory, 'redis.log'),
    identityFile: join(directory, 'process.json'),
    stopSignal: 'SIGTERM',
    isReady: () => answersPing(port),
    onProgress: options.onProgress,
  });
  return { kind: server.kind, url: `redis://127.0.0.1:${port}`, stop: () => engine.stop() };
}

interface RedisProgram {
  readonly kind: 'redis-server' | 'valkey-server';
  readonly command: readonly [string, ...string[]];
}

async function findRedis(options: RedisOptions): Promise<RedisProgram> {
  for (const kind of ['redis-server', 'valkey-server'] as const) {
    const file = findExecutable(kind);
    if (file !== undefined) return { kind, command: [file] };
  }
  if (!isDebianLike()) {
    throw new EngineUnavailableError('Redis is missing: install redis-server or valkey-server, or set REDIS_URL');
  }
  const cacheDirectory = options.cacheDirectory ?? defaultCacheDirectory();
  const command = await redisPrefix({ cacheDirectory, mirror: options.debianMirror, onProgress: options.onProgress });
  return { kind: 'redis-server', command };
}

/**
 * `appendfsync everysec`: Redis holds seat selections in progress, while sales are in MongoDB. A killed Redis loses
 * nothing either way (its writes are with the operating system); only a power cut can cost the last second, and then
 * maps are rebuilt. Waiting for the disk at every hold would buy nothing for that.
 */
function redisParameters(directory: string, port: number): string[] {
  const settings: Record<string, string> = {
    port: String(port),
    bind: '127.0.0.1',
    // Loopback only, without a password, as the protected mode would insist on.
    'protected-mode': 'yes',
    dir: directory,
    appendonly: 'yes',
    appendfsync: 'everysec',
    // A log that a crash cut short in its last command is still good up to there.
    'aof-load-truncated': 'yes',
    save: '',
    // A full memory must refuse new holds, never forget old ones.
    'maxmemory-policy': 'noeviction',
    // A full disk must refuse writes with an error, and go on when there is room again.
    'stop-writes-on-bgsave-error': 'yes',
    daemonize: 'no',
    'always-show-logo': 'no',
    logfile: '',
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
}

async function answersPing(port: number): Promise<boolean> {
  const socket = createConnection({ port, host: '127.0.0.1' });
  try {
    await once(socket, 'connect');
    socket.write('PING\r\n');
    const [reply] = (await once(socket, 'data')) as [Buffer];
    // While it reads its log back, it answers -LOADING.
    return reply.toString().startsWith('+PONG');
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
