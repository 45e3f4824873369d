import { join } from 'node:path';
import { readGatewaySettings } from '../payments/mock-gateway/settings.ts';
import { superviseProgram, type SupervisedProgram } from './supervised-program.ts';

interface Options {
  readonly file: string;
  /** The installation's. */
  readonly dataDirectory: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly say: (message: string) => void;
  /** Where it writes what it says: a file descriptor, our own stderr by default. */
  readonly output?: number;
}

/** The mock gateway of this stack, kept running. */
export interface StackGateway extends Pick<SupervisedProgram, 'pid' | 'stop'> {
  /** Where it answers; settled when it was ready for the first time, and the same for good. */
  readonly url: Promise<string>;
  /** Webhooks go there unless the settings say where. Those that didn't arrive so far are tried at once. */
  sendWebhooksTo(url: string): void;
}

/** Starts the mock gateway and keeps it running. Throws `ConfigError`. */
export function superviseGateway({ file, dataDirectory, port, environment, ...rest }: Options): StackGateway {
  const own = {
    ...environment,
    // For the programs of this stack only, wherever the API may answer.
    HOST: '127.0.0.1',
    PAYMENT_GATEWAY_PORT: String(port),
    PAYMENT_GATEWAY_DATA_DIR: join(dataDirectory, 'payment-gateway'),
  };
  const { key, webhookUrl: chosenWebhookUrl } = readGatewaySettings(own);
  let url: string | undefined;
  let webhookUrl = chosenWebhookUrl;
  const tell = (): void => {
    if (url !== undefined && webhookUrl !== undefined) void tellWebhookUrl(url, key, webhookUrl);
  };
  const program = superviseProgram({
    name: 'payment-gateway',
    file,
    environment: own,
    ...rest,
    portSetting: 'PAYMENT_GATEWAY_PORT',
    onReady: (readyPort) => {
      url = `http://127.0.0.1:${readyPort}`;
      tell();
    },
  });
  return {
    url: program.ready.then((readyPort) => `http://127.0.0.1:${readyPort}`),
    sendWebhooksTo: (newUrl) => {
      webhookUrl = chosenWebhookUrl ?? newUrl;
      tell();
    },
    get pid() {
      return program.pid;
    },
    stop: () => program.stop(),
  };
}

async function tellWebhookUrl(url: string, key: string, webhookUrl: string): Promise<void> {
  try {
    await fetch(`${url}/webhook-settings`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ url: webhookUrl }),
      signal: AbortSignal.timeout(5_000),
    });
  } catch {
    // It is down at this moment, and told when it is back.
  }
}
