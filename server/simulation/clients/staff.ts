import { asId, type SessionId, type StaffId, type StationId } from '#shared/domain/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { Actor } from '../../domain/actor.ts';

/** Somebody in a session of their own at a station of their own. */
export function actor(role: Role, number: number): Actor {
  const name = `${role.toLowerCase()} ${number}`;
  return {
    staffId: asId<StaffId>(`staff-${number}`),
    name,
    role,
    sessionId: asId<SessionId>(`session-${number}`),
    stationId: number % 2 === 0 ? asId<StationId>(`station-${number}`) : null,
  };
}
