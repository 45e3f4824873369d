import { hostname } from 'node:os';
import { compose } from './compose.ts';
import { readConfig } from './config.ts';
import { runProgram } from './program.ts';
import { auditSealer } from './workers/audit-sealer.ts';
import { eventConsumer } from './workers/event-consumer.ts';
import { eventHousekeeping } from './workers/event-housekeeping.ts';
import { holdExpiry } from './workers/hold-expiry.ts';
import { lockSettlement } from './workers/lock-settlement.ts';
import { mapKeeper, mapReconciliation } from './workers/map-keeper.ts';
import { paymentReconciliation, paymentTimeouts } from './workers/payment-reconciliation.ts';
import { outboxRelay } from './workers/outbox-relay.ts';
import { waitingListSweep } from './workers/waiting-list.ts';
import { startWorkers } from './workers/worker.ts';

/** The work behind the scenes. Several of these programs may run at once; every step is safe to repeat. */
await runProgram('worker', readConfig, async (config, log) => {
  const { services, openConsumers, close } = await compose(config, log);
  const consumers = await openConsumers(`${hostname()}-${process.pid}`);
  const workers = startWorkers(
    [
      holdExpiry(services.recovery),
      outboxRelay(services.relay),
      lockSettlement(services.recovery),
      mapKeeper(services.recovery),
      mapReconciliation(services.mapReconciliation),
      paymentTimeouts(services.reconciliation),
      paymentReconciliation(services.reconciliation),
      ...consumers.map(eventConsumer),
      eventHousekeeping(services.eventHousekeeping),
      auditSealer(services.auditSealer),
      waitingListSweep(services.waitingListSweep),
    ],
    log,
  );
  log.info('the workers run');
  process.send?.({ kind: 'ready' });
  return {
    async stop() {
      await workers.stop();
      await close();
    },
  };
});
