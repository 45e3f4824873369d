import { expect } from 'vitest';
import type { SeatPlan, Showtime } from '../../domain/showtime.ts';
import { freshRedis } from '../../embedded/testing.ts';
import { createLog } from '../../log.ts';
import { openApi } from '../../testing/api-client.ts';
import { openBoxOffice, type TestBoxOffice } from '../../testing/box-office.ts';
import { openGateway, type TestGateway } from '../../testing/gateway.ts';
import { auditSealer } from '../../workers/audit-sealer.ts';
import { eventConsumer } from '../../workers/event-consumer.ts';
import { holdExpiry } from '../../workers/hold-expiry.ts';
import { outboxRelay } from '../../workers/outbox-relay.ts';
import { paymentReconciliation, paymentTimeouts } from '../../workers/payment-reconciliation.ts';
import { startWorkers } from '../../workers/worker.ts';
import { check } from '../checker/check.ts';
import type { Violation } from '../checker/violation.ts';
import { Client } from '../clients/client.ts';
import { HttpLine } from '../clients/http-line.ts';
import type { Loss } from '../dump.ts';
import { flush } from '../faults/flush.ts';
import { History } from '../history.ts';
import { untilQuiet } from '../quiet.ts';
import { takeDump } from '../take-dump.ts';
import { SteadyDice } from './steady-dice.ts';

/** A box office in this process whose guards a test can take out, and clients whose history is checked. */
export interface ControlOffice extends AsyncDisposable {
  readonly office: TestBoxOffice;
  readonly gateway: TestGateway;
  /** Each has a session of their own; the first two have open shifts. */
  readonly cashier: Client;
  readonly manager: Client;
  /** Redis loses everything. */
  flush(): Promise<void>;
  /** Waits until all is told and sealed, and checks everything that is left. */
  check(): Promise<readonly Violation[]>;
}

const holdTtlMs = 60_000;
const holdMaximumMs = 120_000;

export async function openControlOffice(): Promise<ControlOffice> {
  const redis = await freshRedis();
  const gateway = await openGateway();
  const office = await openBoxOffice({
    redisUrl: redis.url,
    settings: {
      ...gateway.settings,
      HOLD_TTL_SECONDS: String(holdTtlMs / 1_000),
      HOLD_MAX_SECONDS: String(holdMaximumMs / 1_000),
      PAYMENT_TIMEOUT_SECONDS: '2',
      LOCK_ABANDONED_SECONDS: '1',
    },
  });
  const api = await openApi(office);
  await gateway.setWebhooks({ url: `http://127.0.0.1:${api.port}/webhooks/payments` });
  const workers = await startControlWorkers(office);
  const history = new History();
  const line = new HttpLine(api.port);
  const client = async (role: 'CASHIER' | 'MANAGER'): Promise<Client> => {
    const name = role.toLowerCase();
    const person = { name, role, accountId: `staff-${name}`, token: await api.signIn(name) };
    const dice = new SteadyDice();
    const made = new Client({ person, dice, history, lines: [line, line], seed: office.config.mongoUrl });
    await made.insist('openShift', { openingFloat: 10_000 });
    return made;
  };
  const losses: Loss[] = [];
  const offers = await Promise.all([office.cinema.showtime, office.cinema.small].map((each) => offerOf(office, each)));
  /** A lost one is there as soon as somebody looks. */
  const makeMaps = async (): Promise<void> => {
    for (const { showtime } of offers) await office.services.maps.state(showtime);
  };
  await makeMaps();
  return {
    office,
    gateway,
    cashier: await client('CASHIER'),
    manager: await client('MANAGER'),
    async flush() {
      const plans = { offerOf: (id: string) => offers.find(({ showtime }) => showtime.id === id) };
      losses.push(await flush(office.redis, office.keys, plans));
    },
    async check() {
      await makeMaps();
      const matters = (what: string): boolean => !what.startsWith('the map of');
      const quiet = await untilQuiet({ composition: office, offers, matters });
      expect(quiet.restless).toEqual([]);
      const { keys } = office;
      const ledger = await gateway.ledger();
      const dump = await takeDump(
        { composition: office, redis: office.redis, keys, ledger, showtimes: offers },
        {
          history: history.operations,
          losses,
          samples: [],
          watched: [],
          settings: { holdTtlMs, holdMaximumMs },
          moneySettledMs: quiet.moneySettledMs,
        },
      );
      return check(dump);
    },
    async [Symbol.asyncDispose]() {
      await workers.stop();
      await line.close();
      await api[Symbol.asyncDispose]();
      await office[Symbol.asyncDispose]();
      await gateway[Symbol.asyncDispose]();
      await redis.dispose();
    },
  };
}

/** What settles and tells. What mends is left out: a control wants to see what is wrong. */
async function startControlWorkers(office: TestBoxOffice) {
  const { services } = office;
  const consumers = await office.openConsumers('control');
  return startWorkers(
    [
      holdExpiry(services.recovery),
      outboxRelay(services.relay),
      paymentTimeouts(services.reconciliation),
      paymentReconciliation(services.reconciliation),
      ...consumers.map((consumer) => eventConsumer(consumer)),
      auditSealer(services.auditSealer),
    ],
    createLog('control', 'silent'),
  );
}

async function offerOf(
  office: TestBoxOffice,
  showtime: Showtime,
): Promise<{ readonly showtime: Showtime; readonly plan: SeatPlan }> {
  return { showtime, plan: await office.repositories.catalog.seatPlan(showtime) };
}
