import type { CinemaId, StationId } from '#shared/domain/ids.ts';

export const stationKinds = ['COUNTER', 'KIOSK', 'OFFICE'] as const;
export type StationKind = (typeof stationKinds)[number];

/** A device that sells or looks on. */
export interface Station {
  readonly id: StationId;
  readonly cinemaId: CinemaId;
  readonly name: string;
  readonly kind: StationKind;
  /** SHA-256 of the key that the device got when it was paired; null when none ever was. */
  readonly deviceKeyHash: string | null;
  /** The program's version, as the device last said. */
  readonly version: string | null;
  readonly pairedAt: Date | null;
  /** At most a minute behind. */
  readonly lastSeenAt: Date | null;
  /** Since when the device is shut out. */
  readonly revokedAt: Date | null;
}

/** How long a pairing code is good, and how many devices may try it. */
export const pairingCodeMs = 10 * 60_000;
export const pairingAttempts = 5;
