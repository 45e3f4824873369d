import { nodeProgram } from './node-program.ts';

/** The server's programs, each a process of its own. */
export default nodeProgram({
  outDir: 'out/server',
  entries: {
    api: 'server/api.ts',
    worker: 'server/worker.ts',
    'payment-gateway': 'server/payment-gateway.ts',
    stack: 'server/stack.ts',
    bench: 'server/bench/main.ts',
    'raw-broadcast': 'server/bench/raw-broadcast.ts',
  },
});
