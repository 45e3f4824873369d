import { composeEvents } from '../../compose/events.ts';
import { composeOrders } from '../../compose/orders.ts';
import { composeAudit } from '../../compose/audit.ts';
import { composeRepositories, type Repositories } from '../../compose/repositories.ts';
import { composeShifts } from '../../compose/shifts.ts';
import { composeWaitingList } from '../../compose/waiting-list.ts';
import type { Config } from '../../config.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Logger } from '../../log.ts';
import { CatalogRepository } from '../../mongo/catalog-repository.ts';
import type { Mongo } from '../../mongo/client.ts';
import type { PaymentGatewayPort } from '../../payments/gateway-client.ts';
import type { RedisClient } from '../../redis/client.ts';
import { Keys } from '../../redis/keys.ts';
import { OrderFeed } from '../../redis/order-feed.ts';
import { PaymentInbox } from '../../redis/payment-inbox.ts';
import { SeatLocks } from '../../redis/seat-locks.ts';
import { AuditKey } from '../../services/audit/audit-key.ts';
import { CatalogService } from '../../services/catalog-service.ts';
import type { Clock } from '../../services/clock.ts';
import type { ApprovalService } from '../../services/identity/approval-service.ts';
import { MapReconciliation } from '../../services/map-reconciliation.ts';
import { RecoveryService } from '../../services/recovery-service.ts';
import { SeatBlockService } from '../../services/seat-block-service.ts';
import { SeatHoldService } from '../../services/seat-hold-service.ts';
import { SeatMapService } from '../../services/seat-map-service.ts';
import { generateTicketKey, TicketSigner } from '../../services/ticket-signer.ts';
import { OneWebSeries } from './one-web-series.ts';

/** The settings of a simulated box office: everything is over soon, so that a world doesn't have to live long. */
export const settings = {
  holdTtlMs: 4_000,
  holdMaximumMs: 12_000,
  lockAbandonedMs: 3_000,
  paymentTimeoutMs: 6_000,
  reservationReleaseMs: 20_000,
  waitingListOfferMs: 5_000,
  paymentWebhookSecret: 'a secret of the simulation, known to everybody',
  accessTokenSecret: 'another secret of the simulation, no less known',
} satisfies Partial<Config>;

export const keys = new Keys('simulation');

const ticketKey = generateTicketKey();
const signer = new TicketSigner(ticketKey);
const auditKey = new AuditKey(ticketKey);

/** PINs are checked elsewhere; here whoever asks for something may do it. */
const everybodyAgrees = {
  require: ({ staffId, name }: Actor) => Promise.resolve({ staffId, name }),
} as unknown as ApprovalService;

interface Connections {
  /** Names the program among those that do the same. */
  readonly name: string;
  readonly mongo: Mongo;
  readonly redis: RedisClient;
  readonly gateway: PaymentGatewayPort;
  readonly clock: Clock;
  readonly log: Logger;
  /** Puts others in the place of some repositories, for controls. */
  readonly adapt: (repositories: Repositories) => Repositories;
}

export type SimulatedOffice = ReturnType<typeof composeOffice>;

/** The real services of one program, on models of what they stand on. */
export function composeOffice({ name, mongo, redis, gateway, clock, log, adapt }: Connections) {
  const numbers = new OneWebSeries(mongo);
  const programme = new CatalogRepository(mongo, () => clock().getTime());
  const repositories = adapt({ ...composeRepositories(mongo, auditKey), catalog: programme, numbers });
  const locks = new SeatLocks(redis, keys);
  const common = { ...repositories, locks, clock };
  const catalog = new CatalogService(repositories.catalog);
  const maps = new SeatMapService(common);
  const sales = composeOrders({
    ...common,
    config: settings,
    log,
    maps,
    catalog,
    signer,
    repositories,
    feed: new OrderFeed(redis, redis, keys),
    gateway,
    approvals: everybodyAgrees,
    inbox: new PaymentInbox(redis, keys),
  });
  const { orderEffects: effects, orderWriter: writer, paymentOutcomes: outcomes } = sales;
  const history = composeAudit({ repositories, auditKey, clock, log }).audit;
  return {
    ...sales,
    ...composeEvents({ redis, keys, repositories, effects, mailer: null, clock, log, program: name }),
    ...composeWaitingList({ ...common, config: settings, repositories, maps, writer, outcomes, effects }),
    ...composeShifts({ clock, repositories, approvals: everybodyAgrees, history }),
    repositories,
    numbers,
    blocks: new SeatBlockService({ ...common, maps, log }),
    holds: new SeatHoldService({ ...settings, maps, locks, clock }),
    recovery: new RecoveryService({ ...common, ...settings, catalog, maps, effects }),
    mapReconciliation: new MapReconciliation({ ...common, catalog, plans: repositories.catalog, maps }),
  };
}
