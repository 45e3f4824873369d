import type { Document, Filter } from 'mongodb';
import { within } from './page.ts';

/** Which entries; what is not said doesn't matter. */
export interface AuditCriteria {
  readonly actions?: readonly string[];
  /** A person's name, or the id of their account. */
  readonly actor?: string;
  readonly station?: string;
  readonly showtimeId?: string;
  readonly seatId?: string;
  readonly orderId?: string;
  readonly holdId?: string;
  readonly shiftId?: string;
  readonly from?: Date;
  readonly before?: Date;
  /** Part of the reason that was given, in whatever case. */
  readonly reason?: string;
  /** Minor units, inclusive. */
  readonly minimumAmount?: number;
  readonly maximumAmount?: number;
}

/** The details that tell how much money an entry is about. */
const amountFields = ['total', 'amount', 'credit', 'price'];

/** The criteria as the database wants them. */
export function auditFilter(criteria: AuditCriteria): Filter<Document> {
  const at = within(criteria.from, criteria.before);
  const alternatives = [byActor(criteria), byAmount(criteria)].filter((each) => each !== undefined);
  return {
    ...(criteria.actions && { action: { $in: [...criteria.actions] } }),
    ...(criteria.station !== undefined && { station: criteria.station }),
    ...(criteria.showtimeId !== undefined && { showtimeId: criteria.showtimeId }),
    ...(criteria.seatId !== undefined && { seatIds: criteria.seatId }),
    ...(criteria.orderId !== undefined && { orderId: criteria.orderId }),
    ...(criteria.holdId !== undefined && { 'details.holdId': criteria.holdId }),
    ...(criteria.shiftId !== undefined && { shiftId: criteria.shiftId }),
    ...(criteria.reason !== undefined && { 'details.reason': { $regex: literal(criteria.reason), $options: 'i' } }),
    ...(at && { at }),
    ...(alternatives.length > 0 && { $and: alternatives }),
  };
}

function byActor({ actor }: AuditCriteria): Filter<Document> | undefined {
  return actor === undefined ? undefined : { $or: [{ actor }, { actorId: actor }] };
}

function byAmount({ minimumAmount, maximumAmount }: AuditCriteria): Filter<Document> | undefined {
  if (minimumAmount === undefined && maximumAmount === undefined) return undefined;
  const range = {
    ...(minimumAmount !== undefined && { $gte: minimumAmount }),
    ...(maximumAmount !== undefined && { $lte: maximumAmount }),
  };
  return { $or: amountFields.map((field) => ({ [`details.${field}.amount`]: range })) };
}

/** Text that a regular expression takes as it is. */
function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
