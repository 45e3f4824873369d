import type { CommandContext } from './command-context.ts';
import type { Command } from './command.ts';
import { MAX_MESSAGE_BYTES, encode } from './wire-message.ts';

/** Commands on the server itself. */

/** The name of the one-member replica set that the gateway claims to be, without which drivers begin no transactions. */
export const REPLICA_SET = 'foyer';

/** MongoDB 7.0's: the newest protocol of which all that drivers use unasked is there. */
const WIRE_VERSION = 21;
const VERSION = '7.0.0';

const LIVENESS = { name: 'liveness', text: 'SELECT 1' };

/** The greeting. Drivers send work only to a primary, so that they wait while the engine is away. */
export async function hello(command: Command, { postgres, address }: CommandContext): Promise<Uint8Array> {
  const isAlive = await postgres.run(LIVENESS, []).then(
    () => true,
    () => false,
  );
  return encode({
    helloOk: true,
    [command.name === 'hello' ? 'isWritablePrimary' : 'ismaster']: isAlive,
    secondary: !isAlive,
    setName: REPLICA_SET,
    setVersion: 1,
    hosts: [address],
    ...(isAlive && { primary: address }),
    me: address,
    maxBsonObjectSize: 16 * 1024 * 1024,
    maxMessageSizeBytes: MAX_MESSAGE_BYTES,
    // DocumentDB's own limit.
    maxWriteBatchSize: 25_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    minWireVersion: 0,
    maxWireVersion: WIRE_VERSION,
    readOnly: false,
    ok: 1,
  });
}

export function ok(): Promise<Uint8Array> {
  return Promise.resolve(encode({ ok: 1 }));
}

export function buildInfo(): Promise<Uint8Array> {
  const versionArray = [...VERSION.split('.').map(Number), 0];
  return Promise.resolve(encode({ version: VERSION, versionArray, modules: ['documentdb'], bits: 64, ok: 1 }));
}

export function serverStatus(_command: Command, { address }: CommandContext): Promise<Uint8Array> {
  const uptime = process.uptime();
  return Promise.resolve(
    encode({ host: address, version: VERSION, process: 'foyer', uptime, localTime: new Date(), ok: 1 }),
  );
}

export function connectionStatus(): Promise<Uint8Array> {
  return Promise.resolve(encode({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] }, ok: 1 }));
}
