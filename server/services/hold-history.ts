import { patientRetry, type EventHandler } from '../redis/event-streams/event-handler.ts';
import type { SeatEvent } from '../redis/seat-events.ts';
import type { AuditService } from './audit-service.ts';

/** Carries what happened to holds from Redis into the audit history: every event at least once, written once. */
export function holdHistory(audit: Pick<AuditService, 'recordSeatEvents'>): EventHandler<SeatEvent> {
  return {
    group: 'audit',
    batchSize: 200,
    parallel: 1,
    retry: patientRetry,
    handle: (deliveries) => audit.recordSeatEvents(deliveries.map(({ event }) => event)),
  };
}
