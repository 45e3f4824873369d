import type { SeatEvents } from '../redis/seat-events.ts';
import type { AuditService } from '../services/audit-service.ts';
import type { Worker } from './worker.ts';

/** How long one read waits for events, in ms. */
const blockMs = 1_000;

/** Steps between two looks for events that a dead reader left. */
const stepsBetweenTakeOvers = 20;

/** Writes what happens to holds into the audit history. */
export function auditWriter(events: SeatEvents, audit: AuditService): Worker {
  let steps = 0;
  return {
    name: 'audit-writer',
    restMs: 0,
    async step() {
      if (steps % stepsBetweenTakeOvers === 0) {
        await events.ensureGroups();
        await events.takeOver((taken) => audit.recordSeatEvents(taken));
      }
      steps += 1;
      await events.read(blockMs, (read) => audit.recordSeatEvents(read));
    },
  };
}
