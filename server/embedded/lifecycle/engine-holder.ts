import { claimDataDirectory } from '../data-directory.ts';
import { startMongoDb } from '../mongodb.ts';
import { startRedis } from '../redis.ts';

/**
 * A program that only holds the engines of the data folder named by its argument: it prints their addresses as one
 * JSON line when they run, and stops them on SIGTERM or when its channel to whoever started it closes. The tests kill it.
 */
const onProgress = (message: string) => void process.stderr.write(`${message}\n`);

try {
  const dataDirectory = process.argv[2] ?? '';
  const claim = claimDataDirectory(dataDirectory);
  const engines = await Promise.all([
    startMongoDb({ dataDirectory, onProgress }),
    startRedis({ dataDirectory, onProgress }),
  ]);
  const [mongo, redis] = engines;
  const stop = () => void Promise.all(engines.map((engine) => engine.stop())).then(() => claim.release());
  process.once('SIGTERM', stop);
  process.once('disconnect', stop);
  claim.announce({ mongo: mongo.url });
  process.stdout.write(`${JSON.stringify({ mongoUrl: mongo.url, redisUrl: redis.url })}\n`);
} catch (error) {
  onProgress((error as Error).message);
  process.exit(1);
}
