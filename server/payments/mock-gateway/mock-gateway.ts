import { listen } from '../../http/http-server.ts';
import type { Logger } from '../../log.ts';
import { Alarms } from './alarms.ts';
import { Intents } from './intents.ts';
import { Refunds } from './refunds.ts';
import { gatewayRoutes } from './routes.ts';
import { createGatewayServer } from './server.ts';
import type { GatewaySettings } from './settings.ts';
import { Store } from './store.ts';
import type { Tools } from './tools.ts';
import { WebhookSender } from './webhook-sender.ts';
import { Webhooks } from './webhooks.ts';

export interface RunningGateway {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Starts a payment gateway that plays terminals and banks, on what its folder has. `onJournalLost` is called when the
 * disk refuses: nothing is answered any more then, and only a new start helps. Throws `JournalDamagedError`,
 * `PortTakenError`.
 */
export async function startMockGateway(
  settings: GatewaySettings,
  log: Logger,
  onJournalLost: (error: unknown) => void,
): Promise<RunningGateway> {
  const store = await Store.open(settings.dataDirectory);
  const now = () => new Date();
  const alarms = new Alarms(now);
  const tools: Tools = { store, alarms, now, random: Math.random, usualMs: settings.terminalDelayMs };
  const intents = new Intents(tools);
  const refunds = new Refunds(tools);
  const sender = new WebhookSender({
    ...tools,
    url: settings.webhookUrl,
    secret: settings.webhookSecret,
    log,
    onTaken: (event) => webhooks.markDelivered(event),
  });
  const webhooks: Webhooks = new Webhooks({ ...tools, sender, faults: settings.webhookFaults });
  store.listen({ onEvent: (event) => webhooks.send(event), onFailure: onJournalLost });
  const server = createGatewayServer({
    routes: gatewayRoutes({ store, intents, refunds, webhooks, sender }),
    store,
    key: settings.key,
    log,
  });
  const port = await listen(server, settings.host, settings.port, 'PAYMENT_GATEWAY_PORT');
  for (const part of [intents, refunds, webhooks]) part.resume();
  return {
    port,
    async stop() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      server.closeIdleConnections();
      alarms.stop();
      sender.stop();
      await closed;
      await store.close();
    },
  };
}
