import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../log.ts';
import { ledgerSchema, type GatewayLedger, type TerminalSetting, type WebhookFaults } from '../payments/contract.ts';
import { PaymentGateway } from '../payments/gateway-client.ts';
import { startMockGateway, type RunningGateway } from '../payments/mock-gateway/mock-gateway.ts';
import { readGatewaySettings } from '../payments/mock-gateway/settings.ts';

interface Options {
  /** Where webhooks go; it may be told later. */
  readonly webhookUrl?: string;
  /** How long a card takes at a terminal that wasn't told, in ms. */
  readonly terminalDelayMs?: number;
}

/** The mock gateway on a port and a journal of its own. */
export interface TestGateway extends AsyncDisposable {
  readonly client: PaymentGateway;
  readonly url: string;
  readonly key: string;
  readonly webhookSecret: string;
  /** What the server must know of it: settings for `openBoxOffice`. */
  readonly settings: Readonly<Record<string, string>>;
  readonly journalFile: string;
  setTerminal(terminalId: string, setting: TerminalSetting): Promise<void>;
  setRefunds(setting: TerminalSetting): Promise<void>;
  /** What isn't mentioned stays as it is. */
  setWebhooks(settings: WebhookFaults & { readonly url?: string }): Promise<void>;
  /** Sends events again, whether they arrived or not. */
  redeliver(which: { readonly eventId: string } | { readonly all: true }): Promise<void>;
  ledger(): Promise<GatewayLedger>;
  /** Any request, with the key. */
  request(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** Ends it, as an outage does; `start` begins again on the same port and journal. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

export async function openGateway({ webhookUrl = '', terminalDelayMs = 5 }: Options = {}): Promise<TestGateway> {
  const directory = await mkdtemp(join(tmpdir(), 'foyer-gateway-'));
  const secrets = {
    PAYMENT_GATEWAY_KEY: randomBytes(32).toString('hex'),
    PAYMENT_WEBHOOK_SECRET: randomBytes(32).toString('hex'),
  };
  const settings = readGatewaySettings({
    ...secrets,
    PAYMENT_GATEWAY_PORT: '0',
    PAYMENT_GATEWAY_DATA_DIR: directory,
    PAYMENT_TERMINAL_DELAY_MS: String(terminalDelayMs),
    PAYMENT_WEBHOOK_URL: webhookUrl,
    LOG_LEVEL: 'silent',
  });
  const run = (port: number) =>
    startMockGateway({ ...settings, port }, createLog('test', settings.logLevel), (error) => {
      throw error;
    });
  const first = await run(0);
  let running: RunningGateway | undefined = first;
  const url = `http://127.0.0.1:${first.port}`;
  const request: TestGateway['request'] = (method, path, body, headers = {}) =>
    fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${settings.key}`, ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const tell = async (method: string, path: string, body: unknown) => {
    const response = await request(method, path, body);
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  };
  const stop = async () => {
    await running?.stop();
    running = undefined;
  };
  return {
    client: new PaymentGateway(url, settings.key),
    url,
    key: settings.key,
    webhookSecret: settings.webhookSecret,
    settings: { ...secrets, PAYMENT_GATEWAY_URL: url },
    journalFile: join(directory, 'journal.jsonl'),
    setTerminal: (terminalId, setting) => tell('PUT', `/terminals/${encodeURIComponent(terminalId)}`, setting),
    setRefunds: (setting) => tell('PUT', '/refund-settings', setting),
    setWebhooks: (webhooks) => tell('PUT', '/webhook-settings', webhooks),
    redeliver: (which) => tell('POST', '/webhooks/redeliver', which),
    ledger: async () => ledgerSchema.parse(await (await request('GET', '/ledger')).json()),
    request,
    stop,
    async start() {
      running ??= await run(first.port);
    },
    async [Symbol.asyncDispose]() {
      await stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
