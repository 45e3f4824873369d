import { randomBytes } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { codeFromBytes, formatCode, parseCode } from '#shared/domain/codes.ts';
import { asId, type StationId } from '#shared/domain/ids.ts';
import type { Actor } from '../../domain/actor.ts';
import { auditEntry } from '../../domain/audit-entry.ts';
import {
  invalid,
  invalidCredentials,
  notFound,
  type InvalidCredentialsError,
  type NotFoundError,
  type ValidationError,
} from '../../domain/failures.ts';
import type { StationNotPairedError } from '../../domain/identity-failures.ts';
import { pairingCodeMs, type Station, type StationKind } from '../../domain/station.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import type { CatalogRepository } from '../../mongo/catalog-repository.ts';
import { ClaimRefused, inTransaction, type Mongo } from '../../mongo/client.ts';
import type { PairingCodeDocument } from '../../mongo/identity-documents.ts';
import type { StationRepository } from '../../mongo/station-repository.ts';
import type { Clock } from '../clock.ts';
import { stationAccount } from './accounts.ts';
import { newDeviceKey } from './device-keys.ts';
import { hashSecret, isSecret } from './secret-hash.ts';
import type { SessionRevocation } from './session-revocation.ts';
import type { SessionService, SignedIn } from './session-service.ts';
import type { StationIdentity } from './station-identity.ts';

/** A code that pairs one device. It is shown once and not kept. */
export interface PairingCode {
  readonly __typename: 'PairingCode';
  readonly code: string;
  readonly expiresAt: Date;
}

/** What a device is told when it is paired. The key is told once and not kept. */
export interface PairedStation {
  readonly __typename: 'PairedStation';
  readonly stationId: StationId;
  readonly name: string;
  readonly kind: StationKind;
  readonly deviceKey: string;
}

/** How often the first half of a code may be taken before something is wrong with chance. */
const codeTries = 5;

interface Dependencies {
  readonly mongo: Mongo;
  readonly stations: StationRepository;
  readonly catalog: CatalogRepository;
  readonly audit: AuditRepository;
  readonly sessions: SessionService;
  readonly revocation: SessionRevocation;
  readonly stationIdentity: StationIdentity;
  readonly clock: Clock;
}

/** Devices: paired by a one-time code, known by a key, shut out at once. */
export class StationService {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** By name. */
  all(): Promise<readonly Station[]> {
    return this.#dependencies.stations.all();
  }

  /** Makes a code for a new station, or for another device in place of a station's present one. */
  async createCode(
    actor: Actor,
    input: { readonly name: string; readonly kind: StationKind; readonly stationId: string | null },
  ): Promise<PairingCode | ValidationError | NotFoundError> {
    const name = input.name.trim();
    if (name.length < 1 || name.length > 64) return invalid('name', 'A station has a name of 1 to 64 characters.');
    if (input.stationId !== null && !(await this.#dependencies.stations.find(asId<StationId>(input.stationId)))) {
      return notFound('station', input.stationId);
    }
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#addCode(actor, { ...input, name });
      } catch (error) {
        if (!(error instanceof ClaimRefused) || tries === codeTries) throw error;
      }
    }
  }

  /**
   * Pairs the device that shows a code. A code works once; of its 40 bits the first half finds it and is no secret, the
   * second can be guessed at five times.
   */
  async pair(input: {
    readonly code: string;
    readonly version: string | null;
  }): Promise<PairedStation | InvalidCredentialsError> {
    const { stations, clock } = this.#dependencies;
    const typed = parseCode(input.code);
    const now = clock();
    const found = typed === undefined ? undefined : await stations.tryCode(firstHalf(typed), now);
    const isRight = await isSecret(found?.codeHash, typed ?? '');
    if (!found) return wrongCode();
    if (!isRight) return this.#refuse(found, now);
    return this.#pair(found, input.version, now);
  }

  /** Signs a kiosk in by its device alone. */
  async signIn({
    deviceKey,
    version,
  }: {
    readonly deviceKey: string;
    readonly version: string | null;
  }): Promise<SignedIn | StationNotPairedError | InvalidCredentialsError> {
    const { sessions, stationIdentity } = this.#dependencies;
    const station = await stationIdentity.byKey(deviceKey);
    if ('__typename' in station) return station;
    if (station.kind !== 'KIOSK')
      return invalidCredentials('Only kiosks work by themselves. Sign in with name and PIN.');
    return sessions.open(stationAccount(station), {
      method: 'device-key',
      stationId: station.id,
      admit: (transaction, now) => stationIdentity.admit(station, version, now, transaction),
    });
  }

  /** Shuts a device out: its key is void and all sessions at it end. */
  async revoke(actor: Actor, stationId: string): Promise<Station | NotFoundError> {
    const { mongo, stations, audit, revocation, clock } = this.#dependencies;
    const now = clock();
    const outcome = await inTransaction(mongo, async (transaction) => {
      const station = await stations.revoke(asId<StationId>(stationId), now, transaction);
      if (!station) return undefined;
      const subject = { details: { stationId, name: station.name } };
      await audit.add([auditEntry(uuid(), 'station.revoked', now, actor, subject)], transaction);
      return { station, ended: await revocation.revokeIn(transaction, { stationId }, actor) };
    });
    if (!outcome) return notFound('station', stationId);
    await revocation.announce(outcome.ended);
    return outcome.station;
  }

  async #addCode(
    actor: Actor,
    { name, kind, stationId }: Pick<PairingCodeDocument, 'name' | 'kind' | 'stationId'>,
  ): Promise<PairingCode> {
    const { mongo, stations, audit, clock } = this.#dependencies;
    const now = clock();
    const code = codeFromBytes(randomBytes(8));
    const expiresAt = new Date(now.getTime() + pairingCodeMs);
    const codeHash = await hashSecret(code);
    await inTransaction(mongo, async (transaction) => {
      await stations.addCode(
        { _id: firstHalf(code), codeHash, name, kind, stationId, attempts: 0, expiresAt },
        transaction,
      );
      const details = { stationId, name, kind };
      await audit.add([auditEntry(uuid(), 'station.code_created', now, actor, { details })], transaction);
    });
    return { __typename: 'PairingCode', code: formatCode(code), expiresAt };
  }

  async #refuse({ name, kind }: PairingCodeDocument, now: Date): Promise<InvalidCredentialsError> {
    const { audit } = this.#dependencies;
    await audit.addOnce([auditEntry(uuid(), 'station.pairing_refused', now, null, { details: { name, kind } })]);
    return wrongCode();
  }

  async #pair(
    code: PairingCodeDocument,
    version: string | null,
    now: Date,
  ): Promise<PairedStation | InvalidCredentialsError> {
    const { mongo, stations, audit, revocation } = this.#dependencies;
    const { name, kind } = code;
    const stationId = asId<StationId>(code.stationId ?? uuid());
    const { deviceKey, hash } = newDeviceKey(stationId);
    const station = { ...(await this.#placeOf(stationId)), id: stationId, name, kind, deviceKeyHash: hash, version };
    const ended = await inTransaction(mongo, async (transaction) => {
      if (!(await stations.useCode(code, transaction))) return undefined;
      await stations.put({ ...station, pairedAt: now, lastSeenAt: now, revokedAt: null }, transaction);
      const subject = { details: { stationId, name, kind, version } };
      await audit.add([auditEntry(uuid(), 'station.paired', now, { name, stationId }, subject)], transaction);
      // Whoever worked at the device that this one replaces.
      return revocation.revokeIn(transaction, { stationId }, { name, stationId });
    });
    if (!ended) return wrongCode();
    await revocation.announce(ended);
    return { __typename: 'PairedStation', stationId, name, kind, deviceKey };
  }

  /** The cinema of a station that is there, else the first one. */
  async #placeOf(stationId: StationId): Promise<Pick<Station, 'cinemaId'>> {
    const { stations, catalog } = this.#dependencies;
    const existing = await stations.find(stationId);
    if (existing) return { cinemaId: existing.cinemaId };
    const [cinema] = await catalog.cinemas();
    if (!cinema) throw new Error('there is no cinema yet');
    return { cinemaId: cinema.id };
  }
}

function firstHalf(code: string): string {
  return code.slice(0, 4);
}

function wrongCode(): InvalidCredentialsError {
  return invalidCredentials('This code does not work. Check it, or ask the office for a new one.');
}
