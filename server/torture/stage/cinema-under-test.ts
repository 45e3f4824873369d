import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose, type Composition } from '../../compose.ts';
import { readConfig, type Config } from '../../config.ts';
import { createLog } from '../../log.ts';
import { connectRedis, type RedisClient } from '../../redis/client.ts';
import { superviseGateway } from '../../stack/gateway.ts';
import { superviseProgram, type SupervisedProgram } from '../../stack/supervised-program.ts';
import { startEngines, type EnginesProcess } from './engines-process.ts';
import { GatewayControl } from './gateway-control.ts';
import { tortureSecrets, tortureSettings } from './settings.ts';

/** Programs of the server that may die and stand still. */
export const programNames = ['api 1', 'api 2', 'worker 1', 'worker 2', 'gateway'] as const;
export type ProgramName = (typeof programNames)[number];

export type EngineName = 'mongodb' | 'redis';

/** A cinema of this run's own, of the built programs, all kept running. */
export interface CinemaUnderTest extends AsyncDisposable {
  readonly config: Config;
  /** Where the two APIs answer, for good. */
  readonly apiPorts: readonly [number, number];
  readonly gateway: GatewayControl;
  /** A look of our own into what the programs stand on. */
  readonly composition: Composition;
  readonly redis: RedisClient;
  /** What the programs say when something goes wrong. */
  readonly logFile: string;
  /** The process that runs now; undefined while none does. */
  pidOf(name: ProgramName | EngineName): number | undefined;
  /** Whether the data stays when this ends. */
  keepsData: boolean;
}

/** Starts everything. Rejects when something doesn't come up. */
export async function openCinema(say: (message: string) => void): Promise<CinemaUnderTest> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'foyer-torture-'));
  const logFile = join(dataDirectory, 'programs.log');
  const output = openSync(logFile, 'a');
  say('Starting the engines …');
  const engines = await startEngines(dataDirectory, output);
  say('Starting the programs …');
  const programs = await startPrograms(engines, dataDirectory, output);
  const { config, apiPorts } = programs;
  const ignore = (): void => undefined;
  const composition = await compose(config, createLog('torture', 'silent'));
  const redis = await connectRedis(config.redisUrl, ignore);
  const cinema: CinemaUnderTest = {
    config,
    apiPorts,
    gateway: new GatewayControl(config.paymentGatewayUrl, config.paymentGatewayKey),
    composition,
    redis,
    logFile,
    keepsData: false,
    pidOf: (name) =>
      name === 'mongodb' || name === 'redis' ? engines.pidOf(name) : programs.supervised.get(name)?.pid,
    async [Symbol.asyncDispose]() {
      redis.destroy();
      await composition.close();
      await Promise.all([...programs.supervised.values()].map((program) => program.stop()));
      await engines.stop();
      closeSync(output);
      if (!cinema.keepsData) rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
  return cinema;
}

async function startPrograms({ mongoUrl, redisUrl }: EnginesProcess, dataDirectory: string, output: number) {
  const say = (): void => undefined;
  const file = (program: string): string => join(import.meta.dirname, `${program}.js`);
  const gateway = superviseGateway({
    file: file('payment-gateway'),
    dataDirectory,
    port: 0,
    environment: { ...tortureSecrets, PAYMENT_TERMINAL_DELAY_MS: '20', LOG_LEVEL: 'error' },
    say,
    output,
  });
  const environment = tortureSettings({
    mongoUrl: withDatabase(mongoUrl),
    redisUrl,
    gatewayUrl: await gateway.url,
  });
  const start = (program: 'api' | 'worker', onReady = (_port: number | undefined): void => undefined) =>
    superviseProgram({ name: program, file: file(program), environment, say, onReady, output });
  const [api1, api2] = [
    start('api', (port) => gateway.sendWebhooksTo(`http://127.0.0.1:${port}/webhooks/payments`)),
    start('api'),
  ] as const;
  const supervised = new Map<ProgramName, Pick<SupervisedProgram, 'pid' | 'stop'>>([
    ['api 1', api1],
    ['api 2', api2],
    ['gateway', gateway],
  ]);
  const [port1 = 0, port2 = 0] = await Promise.all([api1.ready, api2.ready]);
  const workers = [start('worker'), start('worker')] as const;
  supervised.set('worker 1', workers[0]).set('worker 2', workers[1]);
  await Promise.all(workers.map(({ ready }) => ready));
  return { config: readConfig(environment), apiPorts: [port1, port2] as const, supervised };
}

function withDatabase(url: string): string {
  const parsed = new URL(url);
  parsed.pathname = '/foyer';
  return parsed.toString();
}
