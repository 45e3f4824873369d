import { asId, type HolderId, type SessionId, type StaffId, type StationId } from '#shared/domain/ids.ts';
import type { Role } from '#shared/domain/roles.ts';

/** Who does something: a signed-in person in one session, at a station when it said so. */
export interface Actor {
  readonly staffId: StaffId;
  readonly name: string;
  readonly role: Role;
  readonly sessionId: SessionId;
  readonly stationId: StationId | null;
}

/**
 * Who the limit on live holds counts for. Not the session: whoever signs in again and again would get new holds each
 * time. A station has one limit, whoever stands at it.
 */
export function holderOf({ stationId, staffId }: Pick<Actor, 'stationId' | 'staffId'>): HolderId {
  return asId<HolderId>(stationId ?? staffId);
}
