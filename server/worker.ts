import { compose } from './compose.ts';
import { runProgram } from './program.ts';
import { auditWriter } from './workers/audit-writer.ts';
import { holdExpiry } from './workers/hold-expiry.ts';
import { lockSettlement } from './workers/lock-settlement.ts';
import { mapKeeper } from './workers/map-keeper.ts';
import { outboxRelay } from './workers/outbox-relay.ts';
import { startWorkers } from './workers/worker.ts';

/** The work behind the scenes. Several of these programs may run at once; every step is safe to repeat. */
await runProgram('worker', async (config, log) => {
  const { services, openHoldHistory, close } = await compose(config, log);
  const history = await openHoldHistory(`worker-${process.pid}`);
  const workers = startWorkers(
    [
      holdExpiry(services.recovery),
      outboxRelay(services.recovery),
      lockSettlement(services.recovery),
      mapKeeper(services.recovery),
      auditWriter(history),
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
