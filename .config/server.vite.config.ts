import { nodeProgram } from './node-program.ts';

/** The server's programs, each a process of its own. */
export default nodeProgram({
  outDir: 'out/server',
  entries: {
    api: 'server/api.ts',
    worker: 'server/worker.ts',
    'payment-gateway': 'server/payment-gateway.ts',
    'identity-provider': 'server/identity-provider.ts',
    stack: 'server/stack.ts',
    'verify-audit': 'server/verify-audit.ts',
    bench: 'server/bench/main.ts',
    'raw-broadcast': 'server/bench/raw-broadcast.ts',
    'abuse-source': 'server/bench/abuse-source.ts',
    'audit-read': 'server/bench/audit-read.ts',
    torture: 'server/torture/main.ts',
    simulate: 'server/simulation/main.ts',
    'simulation-thread': 'server/simulation/simulation-thread.ts',
    'engine-holder': 'server/embedded/lifecycle/engine-holder.ts',
  },
});
