/** What is stored of sessions, attempts to sign in, and one-time codes. */
import type { StationKind } from '../domain/station.ts';

export interface SessionDocument {
  readonly _id: string;
  /** Among whom `accountId` is looked up. */
  readonly accountKind: 'STAFF' | 'CUSTOMER' | 'STATION';
  readonly accountId: string;
  readonly stationId: string | null;
  /** Random; the session's refresh tokens are made of it and of a secret of the server's. */
  readonly refreshSeed: string;
  /** The number of the refresh token that is valid now, counted from 0. */
  readonly generation: number;
  /** Since when it is. */
  readonly rotatedAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

/** Wrong PINs, passwords or codes in a row, and the lock that came of them. */
export interface AttemptsDocument {
  /** What they were for: `pin:<username>`, `password:<hash of the address>`, … */
  readonly _id: string;
  readonly count: number;
  readonly lockedUntil: Date | null;
  readonly expiresAt: Date;
}

/** A one-time code that pairs a device. */
export interface PairingCodeDocument {
  /** The first half of the code. */
  readonly _id: string;
  /** argon2id of the whole code. */
  readonly codeHash: string;
  /** The station that the device takes over; null for a new one. */
  readonly stationId: string | null;
  readonly name: string;
  readonly kind: StationKind;
  readonly attempts: number;
  readonly expiresAt: Date;
}

/** The code that lets the first administrator in. There is at most one. */
export interface SetupCodeDocument {
  readonly _id: 'first-administrator';
  /** argon2id. */
  readonly codeHash: string;
  readonly createdAt: Date;
}
