import type { AuditService } from '../services/audit-service.ts';
import type { Clock } from '../services/clock.ts';
import type { ApprovalService } from '../services/identity/approval-service.ts';
import { BusinessDays } from '../services/shifts/business-days.ts';
import { CashDrawer } from '../services/shifts/cash-drawer.ts';
import { ShiftClosing } from '../services/shifts/shift-closing.ts';
import { ShiftReports } from '../services/shifts/shift-reports.ts';
import { ShiftService } from '../services/shifts/shift-service.ts';
import { TakingsReader } from '../services/shifts/takings-reader.ts';
import type { Repositories } from './repositories.ts';

interface ShiftParts {
  readonly clock: Clock;
  readonly repositories: Repositories;
  readonly approvals: ApprovalService;
  readonly history: AuditService;
}

/** Drawers, shifts and business days. */
export function composeShifts({ repositories, ...parts }: ShiftParts) {
  const common = { ...repositories, ...parts, reader: new TakingsReader(repositories.takings) };
  const shifts = new ShiftService(common);
  const shiftReports = new ShiftReports({ ...common, finder: shifts });
  return {
    shifts,
    shiftReports,
    cashDrawer: new CashDrawer(common),
    shiftClosing: new ShiftClosing({ ...common, reports: shiftReports }),
    businessDays: new BusinessDays(common),
  };
}
