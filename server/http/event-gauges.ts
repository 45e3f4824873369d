import { Gauge, type Registry } from 'prom-client';
import type { EventStatusReader } from '../services/events/event-status.ts';

type GroupCount = 'lag' | 'pending' | 'retrying' | 'deadLetters';
type OutboxNumber = 'waiting' | 'oldestAge' | 'parked';

const groupGauges: readonly { readonly of: GroupCount; readonly name: string; readonly help: string }[] = [
  { of: 'lag', name: 'foyer_event_lag', help: 'Events that a consumer group has not read yet.' },
  { of: 'pending', name: 'foyer_event_pending', help: 'Events that a consumer group has read and not finished.' },
  { of: 'retrying', name: 'foyer_event_retrying', help: 'Events that failed and wait for another attempt.' },
  { of: 'deadLetters', name: 'foyer_event_dead_letters', help: 'Events that were given up and wait for a replay.' },
];

const outboxGauges: readonly { readonly of: OutboxNumber; readonly name: string; readonly help: string }[] = [
  { of: 'waiting', name: 'foyer_outbox_waiting', help: 'Changes of orders that are still to be told.' },
  { of: 'oldestAge', name: 'foyer_outbox_oldest_seconds', help: 'How long the oldest of them waits.' },
  { of: 'parked', name: 'foyer_outbox_parked', help: 'Changes of orders that were given up and wait for a replay.' },
];

/**
 * How far the event streams are, looked up when somebody scrapes: the programs that work them off have no address of
 * their own. Nothing is told of a part that doesn't answer, rather than something old.
 */
export function addEventGauges(registry: Registry, events: EventStatusReader): void {
  for (const { of, name, help } of groupGauges) {
    const gauge = new Gauge({
      name,
      help,
      registers: [],
      labelNames: ['topic', 'group'],
      async collect() {
        const { groups } = await events.read();
        this.reset();
        for (const each of groups ?? []) this.set({ topic: each.topic, group: each.group }, each[of]);
      },
    });
    registry.registerMetric(gauge);
  }
  for (const { of, name, help } of outboxGauges) {
    const gauge = new Gauge({
      name,
      help,
      registers: [],
      async collect() {
        const { outbox } = await events.read();
        this.reset();
        if (outbox) this.set(outbox[of]);
        else this.remove();
      },
    });
    registry.registerMetric(gauge);
  }
}
