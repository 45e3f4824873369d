import type { AuditEntryResolvers, QueryResolvers } from '../generated/resolvers.ts';
import { pageRequest, presentPage } from '../page-request.ts';

export const auditQueries: Pick<QueryResolvers, 'auditEntries'> = {
  auditEntries: async (_root, { filter, after, first }, { services }) => {
    const criteria = {
      ...(filter?.actions && { actions: filter.actions }),
      ...(filter?.showtimeId && { showtimeId: filter.showtimeId }),
      ...(filter?.seatId && { seatId: filter.seatId }),
      ...(filter?.orderId && { orderId: filter.orderId }),
      ...(filter?.shiftId && { shiftId: filter.shiftId }),
      ...(filter?.from && { from: filter.from }),
      ...(filter?.before && { before: filter.before }),
    };
    return presentPage(await services.audit.page(criteria, pageRequest(after, first)));
  },
};

export const auditEntryFields: Pick<AuditEntryResolvers, 'details'> = {
  details: ({ details }) => JSON.stringify(details),
};
