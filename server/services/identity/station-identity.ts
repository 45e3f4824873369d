import { asId, type StationId } from '#shared/domain/ids.ts';
import { notFound, type NotFoundError } from '../../domain/failures.ts';
import { stationNotPaired, stationRevoked, type StationNotPairedError } from '../../domain/identity-failures.ts';
import type { Station } from '../../domain/station.ts';
import type { Transaction } from '../../mongo/client.ts';
import type { StationRepository } from '../../mongo/station-repository.ts';
import { hashDeviceKey, stationOfKey } from './device-keys.ts';

/** What a client says about the station that somebody signs in at. */
export interface StationClaim {
  readonly stationId: string | null;
  readonly deviceKey: string | null;
  /** Of the station's program. */
  readonly stationVersion: string | null;
}

interface Dependencies {
  readonly stations: StationRepository;
  /** Whether a station that never was paired may just say which one it is. */
  readonly isPairingOptional: boolean;
}

/** Finds out at which station somebody stands: the device's key proves it. */
export class StationIdentity {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Null when no station was named. */
  async identify({
    stationId,
    deviceKey,
  }: Pick<StationClaim, 'stationId' | 'deviceKey'>): Promise<Station | null | StationNotPairedError | NotFoundError> {
    if (deviceKey === null) return stationId === null ? null : this.#byName(asId<StationId>(stationId));
    const station = await this.byKey(deviceKey);
    if ('__typename' in station) return station;
    return stationId === null || stationId === station.id ? station : stationNotPaired();
  }

  /** The station whose device has this key. */
  async byKey(deviceKey: string): Promise<Station | StationNotPairedError> {
    const station = await this.#dependencies.stations.find(stationOfKey(deviceKey));
    if (station?.revokedAt) return stationRevoked();
    // Both are hashes: how long the comparison takes tells nothing about a key.
    return station?.deviceKeyHash === hashDeviceKey(deviceKey) ? station : stationNotPaired();
  }

  /** Writes down that somebody signs in at a station, unless it was shut out or paired anew meanwhile. */
  async admit(
    station: Station | null,
    version: string | null,
    now: Date,
    transaction: Transaction,
  ): Promise<StationNotPairedError | undefined> {
    if (station === null) return undefined;
    const isAdmitted = await this.#dependencies.stations.admit(station, { at: now, version }, transaction);
    return isAdmitted ? undefined : stationNotPaired();
  }

  async #byName(id: StationId): Promise<Station | StationNotPairedError | NotFoundError> {
    if (!this.#dependencies.isPairingOptional) return stationNotPaired();
    const station = await this.#dependencies.stations.find(id);
    if (!station) return notFound('station', id);
    if (station.revokedAt) return stationRevoked();
    return station.deviceKeyHash === null ? station : stationNotPaired();
  }
}
