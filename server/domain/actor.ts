import type { SessionId, StaffId, StationId } from '#shared/domain/ids.ts';
import type { Role } from '#shared/domain/roles.ts';

/** Who does something: a signed-in person in one session, at a station when it said so. */
export interface Actor {
  readonly staffId: StaffId;
  readonly name: string;
  readonly role: Role;
  readonly sessionId: SessionId;
  readonly stationId: StationId | null;
}
