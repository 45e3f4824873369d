import type { Logger } from '../log.ts';
import type { OrderFeed } from '../redis/order-feed.ts';
import type { SeatFeed } from '../redis/seat-feed.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { AuditService } from './audit-service.ts';
import type { BoardFeed } from './board-feed.ts';
import type { CatalogService } from './catalog-service.ts';
import type { Clock } from './clock.ts';
import type { OrderQueries } from './order-queries.ts';
import type { OrderService } from './order-service.ts';
import type { PrintService } from './print-service.ts';
import type { RecoveryService } from './recovery-service.ts';
import type { SeatHoldService } from './seat-hold-service.ts';
import type { SeatMapService } from './seat-map-service.ts';
import type { ShiftService } from './shift-service.ts';
import type { SignInService } from './sign-in-service.ts';
import type { SystemService } from './system-service.ts';
import type { TicketSigner } from './ticket-signer.ts';

/** Every use case of the box office, ready to be called. */
export interface Services {
  readonly catalog: CatalogService;
  readonly maps: SeatMapService;
  readonly holds: SeatHoldService;
  readonly orders: OrderService;
  readonly orderQueries: OrderQueries;
  readonly prints: PrintService;
  readonly shifts: ShiftService;
  readonly signIn: SignInService;
  readonly tokens: AccessTokens;
  readonly signer: TicketSigner;
  readonly audit: AuditService;
  readonly recovery: RecoveryService;
  readonly system: SystemService;
  readonly seatFeed: SeatFeed;
  readonly orderFeed: OrderFeed;
  readonly boardFeed: BoardFeed;
  readonly clock: Clock;
  readonly log: Logger;
}
