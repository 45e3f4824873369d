import type { Engine } from '../engine/engine.ts';
import { noFaults } from '../engine/faults.ts';
import type { RedisModel } from '../redis-model/redis-model.ts';
import { holdExpiry } from '../../workers/hold-expiry.ts';
import { lockSettlement } from '../../workers/lock-settlement.ts';
import { mapKeeper, mapReconciliation } from '../../workers/map-keeper.ts';
import { outboxRelay } from '../../workers/outbox-relay.ts';
import { paymentReconciliation, paymentTimeouts } from '../../workers/payment-reconciliation.ts';
import { waitingListSweep } from '../../workers/waiting-list.ts';
import type { Worker } from '../../workers/worker.ts';
import { keys } from './box-office.ts';
import { isExpected } from './errors.ts';
import type { Running } from './program.ts';

interface Dependencies {
  readonly engine: Engine;
  readonly redis: RedisModel;
  readonly onBug: (error: unknown) => void;
}

/** How long a worker rests beyond what it has to, in ms: every round costs steps, and none may be needed in time. */
const furtherRestMs = [0, 500, 3_000, 8_000];

/** When nothing goes wrong any more, nobody is in a hurry. */
const calmRestMs = 8_000;

/** Those that are to meet what is just going on. */
const quickRestMs = 800;
const quickOnes = new Set(['outbox-relay', 'payment-inbox']);

/** Does the work behind the scenes until the program's life is over. */
export function startWorkers(running: Running, dependencies: Dependencies): void {
  const { recovery, relay, reconciliation, mapReconciliation: maps, waitingListSweep: sweep } = running.office;
  const workers = [
    holdExpiry(recovery),
    outboxRelay(relay),
    lockSettlement(recovery),
    mapKeeper(recovery),
    mapReconciliation(maps),
    paymentTimeouts(reconciliation),
    paymentReconciliation(reconciliation),
    waitingListSweep(sweep),
    inboxReader(running, dependencies),
  ];
  for (const worker of workers) void repeat(worker, running, dependencies);
}

async function repeat(
  { name, restMs, step }: Worker,
  { life }: Running,
  { engine, onBug }: Dependencies,
): Promise<never> {
  for (;;) {
    await life.sleep(restMs + engine.dice.between(0, furtherRestOf(name, engine)));
    try {
      await step();
    } catch (error) {
      if (!isExpected(error)) onBug(error);
    }
  }
}

function furtherRestOf(name: string, { dice, network }: Engine): number {
  if (network.faults === noFaults) return calmRestMs;
  return quickOnes.has(name) ? quickRestMs : dice.oneOf(furtherRestMs);
}

/** Reads the payment gateway's events as a consumer group does: each at least once, again after a failure. */
function inboxReader({ life, office }: Running, { redis }: Dependencies): Worker {
  const key = keys.paymentEvents;
  return {
    name: 'payment-inbox',
    restMs: 200,
    step: async () => {
      const taken = await life.send('redis', 'XREADGROUP', undefined, () => redis.takeEntries(key, 4));
      // At the same time, as in the program; what fails is taken again.
      const settled = await Promise.allSettled(
        taken.map(async ({ id, fields }) => {
          const event = { id: fields['id'] ?? '', body: fields['body'] ?? '' };
          await office.paymentEvents.handle([{ event, attempt: 1, isLast: false }]);
          await life.send('redis', 'XACK', event.id, () => redis.acknowledge(key, id));
        }),
      );
      for (const each of settled) if (each.status === 'rejected') throw each.reason;
    },
  };
}
