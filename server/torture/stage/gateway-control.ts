import { ledgerSchema, type GatewayLedger, type TerminalSetting, type WebhookFaults } from '../../payments/contract.ts';

/** What a test may tell the mock gateway beside what the box office asks of it. */
export class GatewayControl {
  readonly #url: string;
  readonly #key: string;

  constructor(url: string, key: string) {
    this.#url = url;
    this.#key = key;
  }

  async setTerminal(terminalId: string, setting: TerminalSetting): Promise<void> {
    await this.#request('PUT', `/terminals/${encodeURIComponent(terminalId)}`, setting);
  }

  async setRefunds(setting: TerminalSetting): Promise<void> {
    await this.#request('PUT', '/refund-settings', setting);
  }

  /** What isn't mentioned stays as it is. */
  async setWebhooks(settings: WebhookFaults & { readonly url?: string }): Promise<void> {
    await this.#request('PUT', '/webhook-settings', settings);
  }

  async ledger(): Promise<GatewayLedger> {
    return ledgerSchema.parse(await (await this.#request('GET', '/ledger')).json());
  }

  async #request(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await fetch(this.#url + path, {
      method,
      headers: { authorization: `Bearer ${this.#key}` },
      signal: AbortSignal.timeout(10_000),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }
}
