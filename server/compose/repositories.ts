import { AuditChainRepository } from '../mongo/audit-chain-repository.ts';
import { AuditRepository } from '../mongo/audit-repository.ts';
import { BusinessDayRepository } from '../mongo/business-day-repository.ts';
import { CatalogRepository } from '../mongo/catalog-repository.ts';
import { ClaimRepository } from '../mongo/claim-repository.ts';
import type { Mongo } from '../mongo/client.ts';
import { CustomerRepository } from '../mongo/customer-repository.ts';
import { NumberRepository } from '../mongo/number-repository.ts';
import { OrderRepository } from '../mongo/order-repository.ts';
import { RefundRepository } from '../mongo/refund-repository.ts';
import { ShiftReportRepository } from '../mongo/shift-report-repository.ts';
import { ShiftRepository } from '../mongo/shift-repository.ts';
import { StaffRepository } from '../mongo/staff-repository.ts';
import { StationRepository } from '../mongo/station-repository.ts';
import { TakingsRepository } from '../mongo/takings-repository.ts';
import { WaitingListRepository } from '../mongo/waiting-list-repository.ts';
import type { AuditKey } from '../services/audit/audit-key.ts';

/** What is stored, one repository for each kind of thing. */
export interface Repositories {
  readonly mongo: Mongo;
  readonly audit: AuditRepository;
  readonly auditChain: AuditChainRepository;
  readonly businessDays: BusinessDayRepository;
  readonly catalog: CatalogRepository;
  readonly claims: ClaimRepository;
  readonly customers: CustomerRepository;
  readonly numbers: NumberRepository;
  readonly orders: OrderRepository;
  readonly refunds: RefundRepository;
  readonly shiftReports: ShiftReportRepository;
  readonly shifts: ShiftRepository;
  readonly staff: StaffRepository;
  readonly stations: StationRepository;
  readonly takings: TakingsRepository;
  readonly waitingList: WaitingListRepository;
}

export function composeRepositories(mongo: Mongo, auditKey: AuditKey): Repositories {
  return {
    mongo,
    audit: new AuditRepository(mongo, auditKey.proveEntry),
    auditChain: new AuditChainRepository(mongo),
    businessDays: new BusinessDayRepository(mongo),
    catalog: new CatalogRepository(mongo),
    claims: new ClaimRepository(mongo),
    customers: new CustomerRepository(mongo),
    numbers: new NumberRepository(mongo),
    orders: new OrderRepository(mongo),
    refunds: new RefundRepository(mongo),
    shiftReports: new ShiftReportRepository(mongo),
    shifts: new ShiftRepository(mongo),
    staff: new StaffRepository(mongo),
    stations: new StationRepository(mongo),
    takings: new TakingsRepository(mongo),
    waitingList: new WaitingListRepository(mongo),
  };
}
