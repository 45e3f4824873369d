import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import type { PrefixOptions } from '../debian/private-prefix.ts';
import type { RunningEngine } from '../engine.ts';
import { freePort } from '../process/free-port.ts';
import { rememberedPort } from '../process/remembered-port.ts';
import { startCluster } from './cluster.ts';
import { openGateway } from './gateway/gateway.ts';
import { documentDbPrefix } from './prefix.ts';

export interface DocumentDbOptions extends PrefixOptions {
  /** The engine's own folder. */
  readonly directory: string;
}

/** Starts DocumentDB and the gateway through which MongoDB's driver reaches it. */
export async function startDocumentDb(options: DocumentDbOptions): Promise<RunningEngine> {
  const { directory, onProgress } = options;
  mkdirSync(directory, { recursive: true });
  const prefix = await documentDbPrefix(options);
  onProgress('Starting DocumentDB');
  const cluster = await startCluster({ prefix, directory, onProgress });
  const port = await rememberedPort(join(directory, 'port'), freePort);
  const onFault = (fault: unknown) => onProgress(`Fault in the DocumentDB gateway: ${describe(fault)}`);
  const gateway = await openGateway({ cluster: cluster.connection, port, onFault });
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    await gateway.close();
    await cluster.process.stop();
  };
  return { kind: 'documentdb', url: gateway.url, stop: () => (stopping ??= stop()) };
}

function describe(fault: unknown): string {
  return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
}
