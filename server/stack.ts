import { join } from 'node:path';
import { compose } from './compose.ts';
import { ConfigError, readConfig } from './config.ts';
import { claimDataDirectory, DataDirectoryInUseError, DataDirectoryUnusableError } from './embedded/data-directory.ts';
import { EngineUnavailableError, type RunningEngine } from './embedded/engine.ts';
import { startMongoDb } from './embedded/mongodb.ts';
import { defaultDataDirectory } from './embedded/platform-directories.ts';
import { startRedis } from './embedded/redis.ts';
import { createLog } from './log.ts';
import { describe } from './program.ts';
import type { DemoCinema } from './demo/index.ts';
import { seedDemo } from './services/demo-seed-service.ts';
import type { Services } from './services/services.ts';
import { superviseGateway, type StackGateway } from './stack/gateway.ts';
import { superviseIdentityProvider } from './stack/identity-provider.ts';
import { startStackMailbox } from './stack/mailbox.ts';
import { installationSecrets, SecretsFileError } from './stack/secrets.ts';
import { readStackSettings, type StackSettings } from './stack/settings.ts';
import { ProgramFailedError, superviseProgram } from './stack/supervised-program.ts';

/**
 * Everything but the window on one machine: the engines, the demo cinema, the payment gateway, the API and the workers.
 * Prints one JSON line on stdout when all is ready, and stays until SIGTERM or SIGINT. Everything else goes to stderr.
 */
const say = (message: string): void => void process.stderr.write(`${message}\n`);

type Ending = () => Promise<void> | void;

/** What must be ended, last started first. */
const endings: Ending[] = [];
let ended: Promise<void> | undefined;

/** The server's programs, which go before what they stand on. */
const programs: { stop(): Promise<void> }[] = [];

/** Ends everything in good order. A second signal waits for the first one's work. */
async function end(code: number): Promise<never> {
  ended ??= endAll();
  await ended;
  process.exit(code);
}

async function endAll(): Promise<void> {
  // All at once, because a signal to the whole group has reached them, too: none may be started again.
  await Promise.all(programs.map((program) => program.stop()));
  for (const ending of endings.toReversed()) await ending();
}

function runUntilEnd<Program extends { stop(): Promise<void> }>(program: Program): Program {
  programs.push(program);
  return program;
}

function keepUntilEnd<Part extends { stop(): Promise<void> }>(part: Part): Part {
  endings.push(() => part.stop());
  return part;
}

async function startEngines(
  settings: StackSettings,
  dataDirectory: string,
): Promise<{ mongo: RunningEngine; redis: RunningEngine }> {
  const shared = {
    dataDirectory,
    cacheDirectory: settings.FOYER_CACHE_DIR,
    debianMirror: settings.FOYER_DEBIAN_MIRROR,
    onProgress: say,
  };
  const [mongo, redis] = await Promise.all([
    startMongoDb({ ...shared, url: settings.MONGODB_URL, prefer: settings.FOYER_MONGODB_ENGINE }).then(keepUntilEnd),
    startRedis({ ...shared, url: settings.REDIS_URL }).then(keepUntilEnd),
  ]);
  return { mongo, redis };
}

/** Settings with which the API may be explored, from any station; a stack in production has what every program has. */
function explorable(environment: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  if (environment['NODE_ENV'] === 'production') return {};
  return { INTROSPECTION: 'on', TRUSTED_DOCUMENTS: 'off', STATION_PAIRING: 'optional' };
}

async function start(): Promise<void> {
  const settings = readStackSettings(process.env);
  const claim = claimDataDirectory(settings.FOYER_DATA_DIR ?? defaultDataDirectory());
  endings.push(() => claim.release());
  const secrets = installationSecrets(claim.directory);
  // Checked before anything starts, so that a wrong setting doesn't cost a minute.
  readConfig({
    ...explorable(process.env),
    ...secrets,
    ...process.env,
    MONGODB_URL: settings.MONGODB_URL ?? 'mongodb://127.0.0.1',
    REDIS_URL: settings.REDIS_URL ?? 'redis://127.0.0.1',
    PAYMENT_GATEWAY_URL: settings.PAYMENT_GATEWAY_URL ?? 'http://127.0.0.1',
  });
  const ownGateway =
    settings.PAYMENT_GATEWAY_URL === undefined
      ? startOwnGateway(settings, claim.directory, { ...secrets, ...process.env })
      : undefined;
  const identityProvider = superviseIdentityProvider({
    file: builtFile('identity-provider'),
    environment: process.env,
    say,
  });
  if (identityProvider) runUntilEnd(identityProvider);
  const [{ mongo, redis }, gatewayUrl, googleSettings] = await Promise.all([
    startEngines(settings, claim.directory),
    ownGateway?.url ?? settings.PAYMENT_GATEWAY_URL,
    identityProvider?.settings,
  ]);
  const mail = await startStackMailbox({ dataDirectory: claim.directory, environment: process.env, say });
  if (mail) keepUntilEnd(mail.mailbox);
  const mongoUrl = withDatabase(mongo.url);
  const environment = {
    ...explorable(process.env),
    ...secrets,
    ...process.env,
    MONGODB_URL: mongoUrl,
    REDIS_URL: redis.url,
    PAYMENT_GATEWAY_URL: gatewayUrl,
    PORT: String(settings.PORT),
    ...mail?.environment,
    ...googleSettings,
    // Libraries check themselves less then; graphql does so at every value.
    NODE_ENV: 'production',
  };
  const demo = await seed(environment);
  const worker = runUntilEnd(superviseProgram({ name: 'worker', file: builtFile('worker'), environment, say }));
  const api = runUntilEnd(
    superviseProgram({
      name: 'api',
      file: builtFile('api'),
      environment,
      say,
      onReady: (port) => ownGateway?.sendWebhooksTo(`http://127.0.0.1:${port}/webhooks/payments`),
    }),
  );
  const [port] = await Promise.all([api.ready, worker.ready]);
  const address = `127.0.0.1:${port}`;
  const ready = {
    ready: true,
    graphql: `http://${address}/graphql`,
    ws: `ws://${address}/graphql`,
    gateway: gatewayUrl,
    mongo: mongoUrl,
    redis: redis.url,
    mailbox: mail ? { smtp: mail.mailbox.smtp, folder: mail.mailbox.folder } : null,
    demo,
  };
  claim.announce({ graphql: ready.graphql });
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

function startOwnGateway(
  settings: StackSettings,
  dataDirectory: string,
  environment: Readonly<Record<string, string | undefined>>,
): StackGateway {
  const file = builtFile('payment-gateway');
  const port = settings.PAYMENT_GATEWAY_PORT;
  return runUntilEnd(superviseGateway({ file, dataDirectory, port, environment, say }));
}

function builtFile(program: string): string {
  return join(import.meta.dirname, `${program}.js`);
}

/** The URL with our database's name, unless it names one. */
function withDatabase(url: string): string {
  const parsed = new URL(url);
  if (parsed.pathname === '' || parsed.pathname === '/') parsed.pathname = '/foyer';
  return parsed.toString();
}

/** Puts the demo cinema in, and says who may sign in and what can be sold. */
async function seed(environment: Readonly<Record<string, string | undefined>>) {
  const config = readConfig(environment);
  const { repositories, services, close } = await compose(config, createLog('stack', 'error'));
  try {
    const now = new Date();
    const { demo, added } = await seedDemo({ ...repositories, signer: services.signer }, now);
    if (added > 0) say(`The cinema has ${added} new showtimes.`);
    const member = (role: string) => {
      const found = demo.staff.find((each) => each.role === role);
      if (!found) throw new Error(`the demo has nobody in the role ${role}`);
      return { username: found.username, pin: found.pin };
    };
    return {
      cashier: member('CASHIER'),
      manager: member('MANAGER'),
      showtimeId: await sellableShowtime(services, demo, now),
    };
  } finally {
    await close();
  }
}

/** The demo's suggestion while it has seats enough to try things out, else whichever showtime ahead has the most seats. */
async function sellableShowtime({ catalog, maps }: Services, demo: DemoCinema, now: Date): Promise<string> {
  const enough = 40;
  const suggested = await catalog.showtime(demo.sellableShowtimeId);
  if (suggested && (await maps.availability(suggested)).free >= enough) return suggested.id;
  const soon = now.getTime() + 20 * 60_000;
  const ahead = await catalog.showtimesAround(now, 7 * 86_400_000);
  const coming = ahead.filter(({ startsAt }) => startsAt.getTime() > soon);
  const free = await Promise.all(
    coming.map(async (showtime) => ({ id: showtime.id, ...(await maps.availability(showtime)) })),
  );
  const [best] = free.toSorted((a, b) => b.free - a.free);
  if (!best) throw new Error('the demo has no showtime ahead');
  return best.id;
}

const expected = [
  ConfigError,
  DataDirectoryInUseError,
  DataDirectoryUnusableError,
  EngineUnavailableError,
  SecretsFileError,
  ProgramFailedError,
];

process.once('SIGTERM', () => void end(0));
process.once('SIGINT', () => void end(0));
process.once('disconnect', () => void end(0));

try {
  await start();
} catch (error) {
  say(expected.some((kind) => error instanceof kind) && error instanceof Error ? error.message : describe(error));
  await end(2);
}
