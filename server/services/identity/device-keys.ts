import { createHash, randomBytes } from 'node:crypto';
import { asId, type StationId } from '#shared/domain/ids.ts';

/** A new key for a station's device: `<station>.<32 random bytes>`. The device keeps it; we keep its hash. */
export function newDeviceKey(stationId: StationId): { readonly deviceKey: string; readonly hash: string } {
  const deviceKey = `${stationId}.${randomBytes(32).toString('base64url')}`;
  return { deviceKey, hash: hashDeviceKey(deviceKey) };
}

/** SHA-256, fast because 256 random bits can't be guessed anyway. */
export function hashDeviceKey(deviceKey: string): string {
  return createHash('sha256').update(deviceKey).digest('hex');
}

/** Which station a key says it belongs to. */
export function stationOfKey(deviceKey: string): StationId {
  return asId<StationId>(deviceKey.slice(0, Math.max(0, deviceKey.lastIndexOf('.'))));
}
