import { asId, type CinemaId, type StaffId } from '#shared/domain/ids.ts';
import { overShort } from '../../domain/shift.ts';
import { netOf } from '../../domain/takings.ts';
import type {
  BusinessDayResolvers,
  MutationResolvers,
  QueryResolvers,
  ResolversTypes,
  ShiftReportResolvers,
  ShiftResolvers,
  TakingsResolvers,
} from '../generated/resolvers.ts';
import { pageRequest, presentPage } from '../page-request.ts';
import { signedIn } from '../signed-in.ts';

type ShiftQuery = 'currentShift' | 'shift' | 'shifts' | 'shiftReport' | 'businessDay';

export const shiftQueries: Pick<QueryResolvers, ShiftQuery> = {
  currentShift: async (_root, _args, context) => (await context.services.shifts.current(signedIn(context))) ?? null,
  shift: async (_root, { id }, context) => (await context.services.shifts.find(signedIn(context), id)) ?? null,
  shifts: async (_root, { filter, after, first }, { services }) => {
    const criteria = {
      ...(filter?.cinemaId && { cinemaId: asId<CinemaId>(filter.cinemaId) }),
      ...(filter?.state && { state: filter.state }),
      ...(filter?.staffId && { staffId: asId<StaffId>(filter.staffId) }),
      ...(filter?.openedFrom && { openedFrom: filter.openedFrom }),
      ...(filter?.openedBefore && { openedBefore: filter.openedBefore }),
    };
    return presentPage(await services.shifts.page(criteria, pageRequest(after, first)));
  },
  shiftReport: async (_root, { shiftId }, context) =>
    (await context.services.shiftReports.report(signedIn(context), shiftId)) ?? null,
  businessDay: async (_root, { cinemaId, date }, { services }) =>
    (await services.businessDays.find(cinemaId, date)) ?? null,
};

export const shiftFields: Pick<ShiftResolvers, 'openedBy' | 'station' | 'expected' | 'overShort' | 'zReport'> = {
  openedBy: ({ staffName }) => staffName,
  station: ({ stationId }) => stationId,
  expected: (shift, _args, { services }) => services.shifts.expected(shift),
  overShort: async (shift, _args, { services }) =>
    shift.counted && overShort(shift, await services.shifts.expected(shift)),
  zReport: async (shift, _args, { services }) => (await services.shiftReports.zReport(shift)) ?? null,
};

export const shiftReportFields: Pick<ShiftReportResolvers, 'auditHead' | 'hash' | 'isUnchanged'> = {
  auditHead: (report) => ('auditHead' in report ? report.auditHead : null),
  hash: (report) => ('hash' in report ? report.hash : null),
  isUnchanged: (report, _args, { services }) => ('hash' in report ? services.shiftReports.isUnchanged(report) : null),
};

export const takingsFields: Pick<TakingsResolvers, 'net'> = {
  net: (takings) => netOf(takings),
};

export const businessDayFields: Pick<BusinessDayResolvers, 'shifts' | 'closing'> = {
  shifts: (day, _args, { services }) => services.businessDays.shiftsOf(day),
  closing: async (day, _args, { services }) =>
    day.closing && { ...day.closing, isUnchanged: await services.businessDays.isUnchanged(day) },
};

type ShiftMutation = 'openShift' | 'recordCashMovement' | 'recordDrawerOpened' | 'closeShift' | 'closeBusinessDay';

export const shiftMutations: Pick<MutationResolvers, ShiftMutation> = {
  openShift: async (_root, { input }, context): Promise<ResolversTypes['OpenShiftResult']> => {
    const outcome = await context.services.shifts.open(signedIn(context), input.openingFloat);
    return '__typename' in outcome ? outcome : { __typename: 'Shift', ...outcome };
  },
  recordCashMovement: async (_root, { input }, context): Promise<ResolversTypes['RecordCashMovementResult']> => {
    const { kind, amount, reason, approval = null, idempotencyKey = null } = input;
    const request = { kind, amount, reason, approval, idempotencyKey };
    const outcome = await context.services.cashDrawer.recordMovement(signedIn(context), request);
    return '__typename' in outcome ? outcome : { __typename: 'Shift', ...outcome };
  },
  recordDrawerOpened: async (_root, { input }, context): Promise<ResolversTypes['RecordDrawerOpenedResult']> => {
    const { reason, idempotencyKey = null } = input;
    const outcome = await context.services.cashDrawer.recordOpening(signedIn(context), { reason, idempotencyKey });
    return '__typename' in outcome ? outcome : { __typename: 'Shift', ...outcome };
  },
  closeShift: async (_root, { input }, context): Promise<ResolversTypes['CloseShiftResult']> => {
    const { shiftId = null, counted, idempotencyKey = null } = input;
    const request = { shiftId, counted, idempotencyKey };
    const outcome = await context.services.shiftClosing.close(signedIn(context), request);
    return '__typename' in outcome ? outcome : { __typename: 'Shift', ...outcome };
  },
  closeBusinessDay: async (_root, { input }, context): Promise<ResolversTypes['CloseBusinessDayResult']> => {
    const outcome = await context.services.businessDays.close(signedIn(context), input);
    return '__typename' in outcome ? outcome : { __typename: 'BusinessDay', ...outcome };
  },
};
